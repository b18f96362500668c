import type { Rule } from '../rules.ts';
import { inspectors } from './registry.ts';
import type { Inspector } from './rule.ts';
import type { Subject } from './subject.ts';

/** The rule of the first inspector of the text's kind that finds something, of those that `takes` names. */
export function findAttack(subject: Subject, takes: (inspector: Inspector) => boolean = () => true): Rule | undefined {
  const chosen = inspectors.filter((inspector) => inspector.kinds.includes(subject.kind) && takes(inspector));
  // What only characters beyond ASCII trigger is spared a text without any.
  const isAscii = chosen.some(({ trigger }) => trigger === '') && !/[^\0-\x7f]/.test(subject.text);
  return chosen.find(({ trigger, finds }) => !(isAscii && trigger === '') && finds(subject))?.rule;
}
