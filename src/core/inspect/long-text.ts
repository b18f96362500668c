import type { Kind } from '../policy/kind.ts';
import type { Suspicion } from '../ports.ts';
import type { Rule } from '../rules.ts';
import { askOnce } from './ask-once.ts';
import { collapseBlanks, hasManyBlanks, mostBlanks } from './blanks.ts';
import { longLines, withLessData } from './command-lines.ts';
import { longestCommand } from './command-reading.ts';
import { findAttack } from './find-attack.ts';
import type { FirstLook } from './inspect.ts';
import { mayBeUrl } from './ssrf-reading.ts';
import type { Ruling } from './ruling.ts';
import { Subject } from './subject.ts';

/** What the inspectors get of a long text, in UTF-16 code units. */
const pieceLength = 2048;
/** A piece begins with the end of the one before, longer than any attack form. */
const overlap = 512;
const pieceStep = pieceLength - overlap;
/**
 * Chunks, which are looked at first, have this many pieces, or a sixteenth of the text's: a suspicious spot then costs a
 * second look at a small part of it, and chunks cost little more than one look at the whole.
 */
const fewestPieces = 10;
const mostChunks = 16;
/** A piece that needs the inspectors takes 0.3 to 3 ms; with more such pieces than this a text is refused. */
const mostSuspicious = 5;
/** Keeps the beginning of a piece from being taken for the beginning of the text. */
const notTheBeginning = 'xx\u00a7xx ';

/**
 * Inspects a text too long for the inspectors, part by part: chunks of it, pieces of suspicious chunks, and only
 * suspicious pieces by the inspectors; and as a whole by those that read it so. Chunks begin where pieces do, so each piece lies in
 * one of them.
 */
export function inspectLong(text: string, kind: Kind, first: FirstLook, ruling: Ruling): Rule | undefined {
  const seen: Seen = new Map();
  // How a URL ends may make it suspicious from its beginning, which chunks do not show.
  if (kind === 'any' && mayBeUrl(text)) {
    const look = first.suspicion(kind, text);
    if (look === '') return undefined;
    seen.set(text, look);
  }
  const rule = inspectOdd(text, kind, first, ruling, seen) ?? (kind === 'command' ? inspectLines(text, first, ruling) : undefined);
  if (rule !== undefined || seen.size === 0) return rule;
  return findAttack(new Subject(text, kind), ruling, askOnce(text, kind, lookAtParts(seen, first), known(seen)));
}

/** Parts that are not vouched for, and what each is suspected of first. */
type Seen = Map<string, Suspicion>;

/** What the parts are suspected of the whole is not vouched for either, but for marks, which may be a phrase; and no inspector aside is `odd`. */
function known(seen: Seen): readonly (readonly [Suspicion, boolean])[] {
  return [['odd', false], ...[...seen.values()].filter((what) => what !== 'odd' && what !== 'marks').map((what) => [what, true] as const)];
}

/** A part shows its characters and phrases as the whole does: those that are vouched for are not asked about again. */
function lookAtParts(seen: Seen, first: FirstLook): Pick<FirstLook, 'suspects'> {
  const hides = (kind: Kind, what: Suspicion): boolean => [...seen].some(([part, look]) => (what === 'phrases' || look !== 'phrases') && first.suspects(kind, part, what));
  return { suspects: (kind, text, what) => (what === 'marks' || what === 'phrases' ? hides(kind, what) : first.suspects(kind, text, what)) };
}

/** By every inspector but those that read the text as a whole. */
function inspectOdd(text: string, kind: Kind, first: FirstLook, ruling: Ruling, seen: Seen): Rule | undefined {
  const alerts = new Set<Rule>();
  const rule = inspectParts(text, kind, first, { ...ruling, alert: (found) => { alerts.add(found); } }, seen);
  if (rule === undefined && alerts.size === 0) return undefined;
  // A cut can make a part suspicious that is not so in its place: nothing counts against a text that is vouched for.
  if (first.suspicion(kind, text) !== 'odd') return undefined;
  for (const alert of alerts) ruling.alert?.(alert);
  return rule;
}

function inspectParts(text: string, kind: Kind, first: FirstLook, ruling: Ruling, seen: Seen): Rule | undefined {
  let isVouched = true;
  let suspicious = 0;
  const chunkStep = pieceStep * Math.max(fewestPieces, Math.ceil(text.length / pieceStep / mostChunks));
  let next = 0;
  for (let from = 0; isPart(text, from); from = next) {
    next = endOfChunk(text, from, chunkStep);
    const part = cut(text, from, next + overlap);
    const look = first.suspicion(kind, part);
    if (look !== '') seen.set(part, look);
    if (look !== 'odd') continue;
    if (isVouched) {
      isVouched = false;
      // A form may be spread out by blanks, which mean nothing to a shell or to SQL.
      const dense = collapseBlanks(text);
      if (dense !== text) {
        // Its parts do not show the blanks, which may be lines that push text out of sight.
        seen.set(text, 'odd');
        return inspectParts(dense, kind, first, ruling, seen);
      }
    }
    for (let at = from; at < next && isPart(text, at); at += pieceStep) {
      const piece = cut(text, at, at + pieceLength);
      if (first.suspicion(kind, piece) !== 'odd') continue;
      const rule = findAttack(new Subject(piece, kind), ruling, (what) => what === 'odd');
      if (rule !== undefined) return rule;
      if (++suspicious > mostSuspicious) return 'inspect.budget';
    }
  }
  return undefined;
}

/** A command may be one line, longer than what parts overlap by, with nothing but padding between its words: such lines are read whole. */
function inspectLines(text: string, first: FirstLook, ruling: Ruling): Rule | undefined {
  let read = 0;
  for (const line of longLines(text, overlap)) {
    if (first.suspicion('command', line) !== 'odd') continue;
    const command = line.length > longestCommand ? withLessData(collapseBlanks(line)) : line;
    read += command.length;
    if (read > longestCommand) return 'inspect.budget';
    const rule = findAttack(new Subject(command, 'command'), ruling, (what) => what === 'odd');
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** Whether a part begins here: one that lies within the overlap was looked at with the one before. */
function isPart(text: string, at: number): boolean {
  return at === 0 || at + overlap < text.length;
}

/** Where a chunk ends and, with an overlap, the next begins: not where a form may be spread over more than the overlap. */
function endOfChunk(text: string, from: number, step: number): number {
  let end = from + step;
  while (end < text.length && hasManyBlanks(text.slice(end - mostBlanks, end + overlap + mostBlanks))) end += step;
  return end;
}

function cut(text: string, from: number, end: number): string {
  return (from === 0 ? '' : notTheBeginning) + text.slice(from, end);
}
