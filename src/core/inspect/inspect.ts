import type { Kind } from '../policy/kind.ts';
import type { Ports } from '../ports.ts';
import type { Rule } from '../rules.ts';
import { findAside, findAttack, findOdd, isAllOff } from './find-attack.ts';
import { inspectLong } from './long-text.ts';
import { ownModes, type Ruling } from './ruling.ts';
import { Subject } from './subject.ts';

/** Texts up to here are inspected whole, in UTF-16 code units. */
const wholeText = 4096;

/** The look that comes first: what is not suspicious to it needs no inspector. */
export type FirstLook = Pick<Ports, 'suspicion' | 'suspectsAside'>;

/**
 * Inspects one string argument of a kind: the rule of the first inspector that finds something and denies, or undefined.
 * The inspectors run only where the first look cannot vouch for the text, so a text costs what is suspicious in it.
 */
export function inspect(text: string, kind: Kind, first: FirstLook, ruling: Ruling = ownModes): Rule | undefined {
  if (text === '') return undefined;
  // Nor may a bound on the work of nobody refuse a text.
  if (ruling.modes !== undefined && isAllOff(kind, ruling.modes)) return undefined;
  if (text.length > wholeText && !isBounded(kind)) return inspectLong(text, kind, first, ruling);
  return findSuspected(new Subject(text, kind), first, ruling);
}

/** By the inspectors that the first look suspects the text to. */
function findSuspected(subject: Subject, first: FirstLook, ruling: Ruling): Rule | undefined {
  const { text, kind } = subject;
  const suspicion = first.suspicion(kind, text);
  if (suspicion === '') return undefined;
  if (suspicion === 'aside') return findAside(subject, ruling);
  return first.suspectsAside(kind, text) ? findAttack(subject, ruling) : findOdd(subject, ruling);
}

/** Kinds whose inspectors refuse what is long, or look at a bounded part of it. */
function isBounded(kind: Kind): boolean {
  return kind === 'path' || kind === 'id' || kind === 'url';
}
