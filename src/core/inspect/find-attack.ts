import type { Kind } from '../policy/kind.ts';
import type { Suspicion } from '../ports.ts';
import type { RuleMode, RuleModes } from '../rule-mode.ts';
import type { Rule } from '../rules.ts';
import { inspectors } from './registry.ts';
import type { Inspector } from './rule.ts';
import type { Ruling } from './ruling.ts';
import type { Subject } from './subject.ts';

/**
 * The rule of the first inspector of the text's kind that finds something and denies, of those for what `suspects` says the text
 * may hold. Those that find something before it and only alert are told to `ruling`.
 */
export function findAttack(subject: Subject, ruling: Ruling, suspects: (what: Suspicion) => boolean): Rule | undefined {
  for (const inspector of inspectors) {
    if (!runs(inspector, subject.kind, ruling.modes) || !suspects(inspector.aside ?? 'odd') || !inspector.finds(subject)) continue;
    if (modeOf(inspector, ruling.modes) === 'deny' || ruling.stopsAtAlert) return inspector.rule;
    ruling.alert?.(inspector.rule);
  }
  return undefined;
}

/** Whether no rule is left that would look at a text of this kind. */
export function isAllOff(kind: Kind, modes: RuleModes): boolean {
  return !inspectors.some((inspector) => runs(inspector, kind, modes));
}

function runs(inspector: Inspector, kind: Kind, modes: RuleModes | undefined): boolean {
  return inspector.kinds.includes(kind) && modeOf(inspector, modes) !== 'off';
}

/** Own keys only: what a rule's mode is may not hang on what else JavaScript finds under its name. */
function modeOf({ rule, mode }: Inspector, modes: RuleModes | undefined): RuleMode {
  return (modes !== undefined && Object.hasOwn(modes, rule) ? modes[rule] : mode) ?? 'deny';
}
