/** Bytes of one length of UTF-8, as inclusive ranges per byte. */
type ByteRanges = readonly (readonly [low: number, high: number])[];

/**
 * Turns the body of a JavaScript character class beyond ASCII (`\uXXXX`, `\u{X...}`, literal characters and
 * ranges of them) into a regex source that matches the same characters as UTF-8 bytes.
 */
export function utf8Pattern(classBody: string): string {
  const sequences = readRanges(classBody).flatMap(([low, high]) => splitRange(low, high));
  return [...new Set(sequences.map((ranges) => ranges.map(renderByte).join('')))].join('|');
}

function readRanges(classBody: string): [number, number][] {
  const points = [...classBody.matchAll(/\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|(-)|(.)/giu)].map(([, braced, plain, dash, literal]) =>
    dash === undefined ? (literal?.codePointAt(0) ?? parseInt(braced ?? plain ?? '', 16)) : '-',
  );
  const ranges: [number, number][] = [];
  for (let at = 0; at < points.length; at++) {
    const low = points[at];
    const high = points[at + 1] === '-' ? points[at + 2] : low;
    if (typeof low !== 'number' || typeof high !== 'number') throw new TypeError(`not a character class: ${classBody}`);
    ranges.push([low, high]);
    if (points[at + 1] === '-') at += 2;
  }
  return ranges;
}

/** Splits a range of code points where the number of bytes, or a leading byte, changes. */
function splitRange(low: number, high: number): ByteRanges[] {
  for (const limit of [0x7f, 0x7ff, 0xffff]) {
    if (low <= limit && high > limit) return [...splitRange(low, limit), ...splitRange(limit + 1, high)];
  }
  for (let bits = 6; bits <= 18; bits += 6) {
    const mask = 2 ** bits - 1;
    if (low >>> bits === high >>> bits) continue;
    if ((low & mask) !== 0) return [...splitRange(low, low | mask), ...splitRange((low | mask) + 1, high)];
    if ((high & mask) !== mask) return [...splitRange(low, (high & ~mask) - 1), ...splitRange(high & ~mask, high)];
  }
  const from = encode(low);
  const to = encode(high);
  return [from.map((byte, index) => [byte, to[index] ?? byte])];
}

function encode(code: number): number[] {
  if (code < 0x80) return [code];
  const tail = (shift: number): number => 0x80 | ((code >>> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >>> 6), tail(0)];
  if (code < 0x10000) return [0xe0 | (code >>> 12), tail(6), tail(0)];
  return [0xf0 | (code >>> 18), tail(12), tail(6), tail(0)];
}

function renderByte([low, high]: readonly [number, number]): string {
  const hex = (byte: number): string => `\\x${byte.toString(16)}`;
  return low === high ? hex(low) : `[${hex(low)}-${hex(high)}]`;
}
