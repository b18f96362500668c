import { decodeEscapes } from './escapes.ts';
import { foldToAscii } from './fold.ts';
import { decodePercent } from './percent.ts';

/** What a text may turn into when one decoder after the other works on it. */
export interface Readings {
  /** The text as it is, then after each decoding that changed something. */
  readonly layers: readonly string[];
  /** False when it would still change after the last layer. */
  readonly settled: boolean;
}

const maxDecodings = 5;
/** One is tried when those before it change nothing: what is left of an escape of theirs could be taken for one of its own. */
const decoders: readonly ((text: string) => string)[] = [decodePercent, decodeEscapes, foldToAscii];

/**
 * Decodes percent-encoding, then character escapes, and folds compatibility characters, all of which may spell further escapes,
 * until nothing changes; a bounded number of times.
 */
export function readingsOf(text: string): Readings {
  const layers = [text];
  let last = text;
  for (let pass = 0; pass <= maxDecodings; pass++) {
    const next = decodeOnce(last);
    if (next === last) return { layers, settled: true };
    if (pass < maxDecodings) layers.push(next);
    last = next;
  }
  return { layers, settled: false };
}

function decodeOnce(text: string): string {
  for (const decode of decoders) {
    const decoded = decode(text);
    if (decoded !== text) return decoded;
  }
  return text;
}
