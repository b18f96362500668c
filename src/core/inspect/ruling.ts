import type { Rule } from '../rules.ts';

/** What is done when a rule finds something: refuse the message, only say so in the log, or not even look. */
export const ruleModes = ['deny', 'alert', 'off'] as const;
export type RuleMode = (typeof ruleModes)[number];

/** What is done about what the inspectors find in one text. */
export interface Ruling {
  /** By rule; a rule that is not in it has its inspector's own mode. */
  readonly modes?: { readonly [rule in Rule]?: RuleMode } | undefined;
  /** Told of each rule that found something and only alerts. */
  readonly alert?: ((rule: Rule) => void) | undefined;
}

/** Every rule in its own mode, alerts unheard. */
export const ownModes: Ruling = {};
