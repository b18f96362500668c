import type { Kind } from '../policy/kind.ts';
import type { Ports } from '../ports.ts';
import type { Rule } from '../rules.ts';
import { askOnce } from './ask-once.ts';
import { findAttack, isAllOff } from './find-attack.ts';
import { inspectLong } from './long-text.ts';
import { ownModes, type Ruling } from './ruling.ts';
import { Subject } from './subject.ts';

/** Texts up to here are inspected whole, in UTF-16 code units. */
const wholeText = 4096;

/** The look that comes first: what is not suspicious to it needs no inspector. */
export type FirstLook = Pick<Ports, 'suspicion' | 'suspects'>;

/**
 * Inspects one string argument of a kind: the rule of the first inspector that finds something and denies, or undefined.
 * The inspectors run only where the first look cannot vouch for the text, so a text costs what is suspicious in it.
 */
export function inspect(text: string, kind: Kind, first: FirstLook, ruling: Ruling = ownModes): Rule | undefined {
  if (text === '') return undefined;
  // Nor may a bound on the work of nobody refuse a text.
  if (ruling.modes !== undefined && isAllOff(kind, ruling.modes)) return undefined;
  if (text.length > wholeText && !isBounded(kind)) return inspectLong(text, kind, first, ruling);
  const earliest = first.suspicion(kind, text);
  return earliest === '' ? undefined : findAttack(new Subject(text, kind), ruling, askOnce(text, kind, first, [['odd', false], [earliest, true]]));
}

/** Kinds whose inspectors refuse what is long, or look at a bounded part of it. */
function isBounded(kind: Kind): boolean {
  return kind === 'path' || kind === 'id' || kind === 'url';
}
