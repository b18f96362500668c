import type { CaseFile } from '../cases/case-file.ts';
import type { Families } from './adversarial.ts';

/** Longer attacks, of which few are, are families already. */
const mostCharacters = 300;

/**
 * Families made of a rule's own attacks, each spoilt: without its last character, without its first, its first half. A
 * pattern then begins to match again and again, gets as far as it can, and fails.
 */
export function nearMisses({ attacks }: CaseFile): Families {
  return new Map(spoil(attacks.map(([, text]) => text)).map((unit) => [JSON.stringify(unit), unit]));
}

/** One family of each rule: all its near misses in a row. */
export function mixedNearMisses(files: readonly CaseFile[]): Families {
  return new Map(files.map((file) => [`near misses of ${file.rule}`, [...nearMisses(file).values()].join('')]));
}

function spoil(texts: readonly string[]): string[] {
  const short = texts.filter((text) => text.length <= mostCharacters);
  const units = short.flatMap((text) => [text.slice(0, -1), text.slice(1), text.slice(0, text.length / 2)]);
  return [...new Set(units)].filter((unit) => unit !== '');
}
