import type { Kind } from '../policy/kind.ts';
import type { RuleMode, RuleModes } from '../rule-mode.ts';
import type { Rule } from '../rules.ts';
import { inspectors } from './registry.ts';
import type { Inspector } from './rule.ts';
import type { Ruling } from './ruling.ts';
import type { Subject } from './subject.ts';

/**
 * The rule of the first inspector of the text's kind that finds something and denies, of those that `takes` names. Those
 * that find something before it and only alert are told to `ruling`.
 */
export function findAttack(subject: Subject, ruling: Ruling, takes: (inspector: Inspector) => boolean = () => true): Rule | undefined {
  const chosen = inspectors.filter((inspector) => runs(inspector, subject.kind, ruling.modes) && takes(inspector));
  // What only characters beyond ASCII trigger is spared a text without any.
  const isAscii = chosen.some(({ trigger }) => trigger === '') && !/[^\0-\x7f]/.test(subject.text);
  for (const inspector of chosen) {
    if ((isAscii && inspector.trigger === '') || !inspector.finds(subject)) continue;
    if (modeOf(inspector, ruling.modes) === 'deny' || ruling.stopsAtAlert) return inspector.rule;
    ruling.alert?.(inspector.rule);
  }
  return undefined;
}

/** The same by the inspectors alone that look aside from the others. */
export function findAside(subject: Subject, ruling: Ruling): Rule | undefined {
  return findAttack(subject, ruling, ({ whole }) => whole === true);
}

/** The same by the others. */
export function findOdd(subject: Subject, ruling: Ruling): Rule | undefined {
  return findAttack(subject, ruling, ({ whole }) => whole !== true);
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
