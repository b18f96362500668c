import type { Rule } from '../rules.ts';
import { inspectors } from './registry.ts';
import type { Inspector } from './rule.ts';
import type { RuleMode, Ruling } from './ruling.ts';
import type { Subject } from './subject.ts';

/**
 * The rule of the first inspector of the text's kind that finds something and denies, of those that `takes` names. Those
 * that find something before it and only alert are told to `ruling`.
 */
export function findAttack(subject: Subject, ruling: Ruling, takes: (inspector: Inspector) => boolean = () => true): Rule | undefined {
  const chosen = inspectors.filter((inspector) => inspector.kinds.includes(subject.kind) && modeOf(inspector, ruling) !== 'off' && takes(inspector));
  // What only characters beyond ASCII trigger is spared a text without any.
  const isAscii = chosen.some(({ trigger }) => trigger === '') && !/[^\0-\x7f]/.test(subject.text);
  for (const inspector of chosen) {
    if ((isAscii && inspector.trigger === '') || !inspector.finds(subject)) continue;
    if (modeOf(inspector, ruling) === 'deny') return inspector.rule;
    ruling.alert?.(inspector.rule);
  }
  return undefined;
}

/** The same of the inspectors of hints alone. */
export function findHints(subject: Subject, ruling: Ruling): Rule | undefined {
  return findAttack(subject, ruling, ({ isHint }) => isHint === true);
}

function modeOf({ rule, mode }: Inspector, { modes }: Ruling): RuleMode {
  return modes?.[rule] ?? mode ?? 'deny';
}
