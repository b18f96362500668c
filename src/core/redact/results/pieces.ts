/** A part of a string as it stands in a message, given without cutting an escape in two. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Up to here a string is searched as a whole. */
const short = 8192;
/** Characters asked about at once. */
const windowLength = 4096;
/** Longer than what makes a text suspicious: it lies in one window as a whole. */
const overlap = 512;
/** How far before a window a secret may begin, with what must precede it. */
const before = 256;
/** How far after a window a secret that begins in it is followed: to the end of a line, but at least and at most so far. */
const [leastAfter, mostAfter] = [256, 8192];

/**
 * The parts of a JSON string, quotes included, in which there may be secrets: those that the look that comes first does not
 * vouch for, and what is around them. `isOpen`: a secret may go on from what was before the string.
 */
export function findPieces(raw: string, isOpen: boolean, suspects: (text: string) => boolean): Piece[] {
  const end = raw.length - 1;
  if (end <= short) return [{ from: 1, to: end }];
  const pieces: Piece[] = [];
  if (isOpen) add(pieces, raw, 1, endOfLine(raw, leastAfter));
  for (let at = 1; at < end; at += windowLength) {
    const window = raw.slice(Math.max(1, at - overlap), Math.min(end, at + windowLength));
    // The quote: what begins at the window's end is suspected as at a string's.
    if (suspects(`"${window}"`)) add(pieces, raw, at - overlap - before, endOfLine(raw, at + windowLength));
  }
  return pieces;
}

/** Lengthens the piece at an index, whose end may have cut a secret: to twice its length and more, and with those it then reaches. */
export function lengthen(pieces: Piece[], index: number, raw: string): void {
  const [short, ...rest] = pieces.splice(index);
  if (short === undefined) return;
  const { from, to } = short;
  add(pieces, raw, from, to + (to - from) + mostAfter);
  for (const piece of rest) join(pieces, piece);
}

function add(pieces: Piece[], raw: string, from: number, to: number): void {
  const end = raw.length - 1;
  join(pieces, { from: from <= 1 ? 1 : outsideEscape(raw, from, 1), to: to >= end ? end : outsideEscape(raw, to, end) });
}

/** Adds a piece that ends last, as one with those it touches. */
function join(pieces: Piece[], piece: Piece): void {
  let { from, to } = piece;
  for (let last = pieces.at(-1); last !== undefined && last.to >= from; last = pieces.at(-1)) {
    from = Math.min(from, last.from);
    to = Math.max(to, last.to);
    pieces.pop();
  }
  pieces.push({ from, to });
}

/** The end of the line in which the search for it begins, or as far as is searched. */
function endOfLine(raw: string, windowEnd: number): number {
  const from = windowEnd + leastAfter;
  const line = raw.slice(from, windowEnd + mostAfter).search(/\\[nr]/);
  return line < 0 ? windowEnd + mostAfter : from + line;
}

/** The nearest place, not after this one, that lies in no escape and between no pair of surrogates; another where that is not plain. */
function outsideEscape(raw: string, at: number, otherwise: number): number {
  const start = Math.max(0, at - 6);
  const last = start + raw.slice(start, at).lastIndexOf('\\');
  if (last >= start) {
    let run = 1;
    while (run < longestRun && raw.charAt(last - run) === '\\') run++;
    if (run === longestRun) return otherwise;
    const length = raw.charAt(last + 1) === 'u' ? 6 : 2;
    if (run % 2 === 1 && last + length > at) return last;
  }
  return isLowSurrogate(raw.charCodeAt(at)) ? at - 1 : at;
}

/** Of more backslashes in a row it is not looked whether they are even. */
const longestRun = 64;

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
