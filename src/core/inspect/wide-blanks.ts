import type { Suspicion } from '../ports.ts';

/**
 * What `\s` matches in JavaScript beyond ASCII, as the body of a character class: some databases take them for blanks, too. To PCRE,
 * which reads bytes, they are none, so nginx is asked a second time about a text that holds one: with plain blanks in their place.
 */
export const wideBlanks = '\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';

const anyOfThem = new RegExp(`[${wideBlanks}]`);
/** The only one that shows nothing, and so a mark by itself. */
const invisible = '\ufeff';

/** The text with plain blanks instead; undefined where it holds none to replace. Kind after kind: a regex takes QuickJS 32 ms for 64 KiB of them, this 2. */
export function withPlainBlanks(text: string): string | undefined {
  let plain = text;
  for (let found = anyOfThem.exec(plain); found !== null; found = anyOfThem.exec(plain)) plain = plain.replaceAll(found[0], ' ');
  return plain === text ? undefined : plain;
}

/**
 * What a text with such blanks is suspected of, by the looks at it and at the same with plain ones. The first look counts them as
 * marks: where the second has nothing, nor have they hidden anything.
 */
export function joinLooks(text: string, look: Suspicion, plain: Suspicion | ''): Suspicion | '' {
  if (plain === 'odd') return plain;
  return look === 'marks' && !text.includes(invisible) ? plain : look;
}
