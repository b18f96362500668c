import type { Kind } from '../policy/kind.ts';
import type { Ports } from '../ports.ts';
import type { Rule } from '../rules.ts';
import { inspectors } from './registry.ts';
import type { Inspector } from './rule.ts';

/** Texts up to here are inspected whole, in UTF-16 code units. */
const wholeText = 4096;
/** Longer ones piece by piece; a piece begins with the end of the one before, longer than any attack form. */
const pieceLength = 2048;
const overlap = 512;
/** A piece that needs the inspectors takes 0.3 to 3 ms; with more such pieces than this a text is refused. */
const mostSuspicious = 6;
/** Keeps the beginning of a piece from being taken for the beginning of the text. */
const notTheBeginning = 'xx\u00a7xx ';

/** The look that comes first: `false` vouches that no inspector of the kind finds anything. */
export type FirstLook = Pick<Ports, 'suspects'>;

/**
 * Inspects one string argument of a kind: the rule of the first inspector that finds something, or undefined.
 * The inspectors run only where `suspects` cannot vouch for the text, so a long text costs what is suspicious in it.
 */
export function inspect(text: string, kind: Kind, first: FirstLook): Rule | undefined {
  if (text === '' || !first.suspects(kind, text)) return undefined;
  return text.length <= wholeText || isBounded(kind) ? findAttack(text, kind, () => true) : inspectPieces(text, kind, first);
}

/** Kinds whose inspectors refuse what is long, or look at a bounded part of it. */
function isBounded(kind: Kind): boolean {
  return kind === 'path' || kind === 'id' || kind === 'url';
}

function inspectPieces(text: string, kind: Kind, first: FirstLook): Rule | undefined {
  const whole = findAttack(text, kind, (inspector) => inspector.whole === true);
  if (whole !== undefined) return whole;
  // A form may be spread out by blanks, which mean nothing to a shell or to SQL.
  const dense = text.replace(/[^\S\n\r]{64,}/g, ' ');
  let suspicious = 0;
  for (let at = 0; at === 0 || at + overlap < dense.length; at += pieceLength - overlap) {
    const piece = (at === 0 ? '' : notTheBeginning) + dense.slice(at, at + pieceLength);
    if (!first.suspects(kind, piece)) continue;
    const found = findAttack(piece, kind, (inspector) => inspector.whole !== true);
    if (found !== undefined) return found;
    if (++suspicious > mostSuspicious) return 'inspect.budget';
  }
  return undefined;
}

function findAttack(text: string, kind: Kind, takes: (inspector: Inspector) => boolean): Rule | undefined {
  const chosen = inspectors.filter((inspector) => inspector.kinds.includes(kind) && takes(inspector));
  // What only characters beyond ASCII trigger is spared a text without any.
  const isAscii = chosen.some(({ trigger }) => trigger === '') && !/[^\0-\x7f]/.test(text);
  return chosen.find(({ trigger, finds }) => !(isAscii && trigger === '') && finds(text, kind))?.rule;
}
