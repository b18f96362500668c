/**
 * What `\s` matches in JavaScript beyond ASCII, as the body of a character class: some databases take them for blanks, too. To PCRE,
 * which reads bytes, they are none, so nginx is asked a second time about a text that holds one: with plain blanks in their place.
 */
export const wideBlanks = '\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';

const anyOfThem = new RegExp(`[${wideBlanks}]`);
const allOfThem = new RegExp(`[${wideBlanks}]`, 'g');

/** The text with plain blanks instead; undefined where it holds none to replace. */
export function withPlainBlanks(text: string): string | undefined {
  return anyOfThem.test(text) ? text.replace(allOfThem, ' ') : undefined;
}
