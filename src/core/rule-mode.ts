import type { Rule } from './rules.ts';

/** What is done when a rule of inspection finds something: refuse the message, only say so in the log, or not even look. */
export const ruleModes = ['deny', 'alert', 'off'] as const;
export type RuleMode = (typeof ruleModes)[number];

/** Modes by rule; a rule that is not in it has its inspector's own. */
export type RuleModes = { readonly [rule in Rule]?: RuleMode };
