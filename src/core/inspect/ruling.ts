import type { RuleModes } from '../rule-mode.ts';
import type { Rule } from '../rules.ts';

/** What is done about what the inspectors find in one text. */
export interface Ruling {
  /** By rule; a rule that is not in it has its inspector's own mode. */
  readonly modes?: RuleModes | undefined;
  /** Told of each rule that found something and only alerts. */
  readonly alert?: ((rule: Rule) => void) | undefined;
  /** Such a rule ends the inspection as one that denies does: for who then has it all judged again by somebody who notes it. */
  readonly stopsAtAlert?: true;
}

/** Every rule in its own mode, alerts unheard. */
export const ownModes: Ruling = {};

/** What only asks whether anything at all is found. */
export const anyFinding: Ruling = { stopsAtAlert: true };
