/** A string of a JSON document: where it stands in the text, quotes included, and where in the value. */
export interface Literal {
  readonly from: number;
  readonly to: number;
  /** The names of the members it lies in, array indexes left out; of a name, those around it. */
  readonly place: string;
  /** The name of the member whose value it is, or is in the list of; empty for a name itself. */
  readonly name: string;
  /** Whether it stands in a list of mere strings. */
  readonly isItem: boolean;
}

interface Frame {
  readonly isArray: boolean;
  readonly place: string;
  /** The member last named, in an array the one whose value it is. */
  name: string;
}

/** Places deeper than this count as the one they lie in, and names are cut: a document of nothing but depth stays cheap. */
const deepestPlace = 8;
const longestName = 64;

/**
 * Calls back with every string of a JSON document that is known to be valid, names too, in order, for as long as the visitor
 * says so. Hops from quote to quote.
 */
export function forEachLiteral(json: string, visit: (literal: Literal) => boolean): void {
  const frames: Frame[] = [];
  let end = 0;
  for (let from = json.indexOf('"'); from >= 0; from = json.indexOf('"', end)) {
    follow(frames, json.slice(end, from));
    end = endOfLiteral(json, from);
    const frame = frames.at(-1) ?? { isArray: true, place: '', name: '' };
    if (!frame.isArray && isName(json, end)) {
      if (!visit({ from, to: end, place: `${frame.place}{}`, name: '', isItem: false })) return;
      frame.name = readName(json.slice(from, end));
    } else {
      const place = frame.isArray ? frame.place : memberPlace(frames, frame);
      if (!visit({ from, to: end, place, name: frame.name, isItem: frame.isArray })) return;
    }
  }
}

function readName(literal: string): string {
  return (literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1)).slice(0, longestName);
}

/** Enters and leaves what the text between two strings opens and closes. */
function follow(frames: Frame[], between: string): void {
  if (between === ':' || between === ',') return;
  for (const character of between) {
    if (character === ']' || character === '}') frames.pop();
    if (character !== '[' && character !== '{') continue;
    const outer = frames.at(-1);
    const place = outer === undefined ? '' : outer.isArray ? outer.place : memberPlace(frames, outer);
    frames.push({ isArray: character === '[', place, name: outer?.name ?? '' });
  }
}

function memberPlace(frames: readonly Frame[], { place, name }: Frame): string {
  return frames.length > deepestPlace ? place : `${place}.${name}`;
}

/** The end after a string that begins here: the first quote that no odd number of backslashes escapes. */
function endOfLiteral(json: string, from: number): number {
  for (let quote = json.indexOf('"', from + 1); quote >= 0; quote = json.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(quote - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return json.length;
}

/** Whether a colon follows, blanks aside. */
function isName(json: string, end: number): boolean {
  let at = end;
  while (json.charCodeAt(at) <= 0x20) at++;
  return json.charCodeAt(at) === 0x3a;
}
