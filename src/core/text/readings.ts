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

const maxDecodings = 3;

/**
 * Decodes percent-encoding and character escapes, and folds compatibility characters, which may spell further escapes, until
 * nothing changes; a bounded number of times.
 */
export function readingsOf(text: string): Readings {
  const layers = [text];
  let last = text;
  for (let pass = 0; pass <= maxDecodings; pass++) {
    const decoded = decodeEscapes(decodePercent(last));
    const next = decoded === last ? foldToAscii(last) : decoded;
    if (next === last) return { layers, settled: true };
    if (pass < maxDecodings) layers.push(next);
    last = next;
  }
  return { layers, settled: false };
}
