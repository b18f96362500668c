const beyondAscii = /[^\0-\x7f]/;
/** Characters that {@link foldToAscii} changes: the body of a character class under the `u` flag. */
export const foldableCharacters = String.raw`\u00a5\u00aa\u00ad\u00b2\u00b3\u00b9\u00ba\u017f\u02b0-\u02b8\u02e1-\u02e3\u034f\u1d2c-\u1dbb\u180b-\u180e\u200b-\u200d\u2024\u2025\u2044\u2060\u2064\u2070-\u209c\u20a9\u2102-\u217f\u2215\u2216\u2460-\u24ea\u29f5\u29f8\u2c7c\u2c7d\u3002\ua7f1-\ua7f4\ufb00-\ufb06\ufe00-\ufe0f\ufe33-\ufe6b\ufeff\uff01-\uff5e\uff61\u{1ccd6}-\u{1ccf9}\u{1d400}-\u{1d7ff}\u{1f100}\u{1f12b}-\u{1f149}\u{1fbf0}-\u{1fbf9}`;
const foldable = new RegExp(`[${foldableCharacters}]`, 'gu');

/**
 * Turns the characters that compatibility mappings (NFKC, IDNA, best-fit code pages) read as ASCII into that
 * ASCII, and drops the ones they ignore. QuickJS builds may lack `normalize`, so only what matters here.
 */
export function foldToAscii(text: string): string {
  if (!beyondAscii.test(text)) return text;
  const found = new Set(text.match(foldable));
  // Native for each of a few; a call for every character costs more.
  if (found.size > mostReplaced) return text.replace(foldable, foldCharacter);
  let folded = text;
  for (const character of found) folded = folded.replaceAll(character, foldCharacter(character));
  return folded;
}

const mostReplaced = 64;

/** Characters that become several or none, and the separators that only code pages know. */
const singles: { readonly [character: string]: string } = {
  '\u00a5': '\\', '\u20a9': '\\', '\u2215': '/', '\u2044': '/', '\u29f8': '/', '\u2216': '\\', '\u29f5': '\\',
  '\u3002': '.', '\uff61': '.', '\u2025': '..', '\u{1f100}': '0.',
  '\ufb00': 'ff', '\ufb01': 'fi', '\ufb02': 'fl', '\ufb03': 'ffi', '\ufb04': 'ffl', '\ufb05': 'st', '\ufb06': 'st',
  '\u00ad': '', '\u034f': '', '\u200b': '', '\u200c': '', '\u200d': '', '\u2060': '', '\u2064': '', '\ufeff': '',
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** By the code's upper bits: characters in a row, from the first one's code on, and what each becomes; a blank is none. */
const rows: { readonly [block: number]: readonly (readonly [first: number, ascii: string])[] } = {
  0x00: [[0xaa, 'a'], [0xb2, '23'], [0xb9, '1o']],
  0x01: [[0x17f, 's']],
  0x02: [[0x2b0, 'h jr   wy'], [0x2e1, 'lsx']],
  0x1d: [[0x1d2c, 'a b de ghijklmn o prtuwa   bde   g km o   ptu  v'], [0x1d62, 'iruv'], [0x1d9c, 'c   f'], [0x1dbb, 'z']],
  0x20: [[0x2024, '.'], [0x2070, '0i  456789'], [0x207f, 'n0123456789'], [0x2090, 'aeox hklmnpst']],
  0x21: [[0x2102, 'c'], [0x210a, 'ghhhh iill n   pqrrr'], [0x2124, 'z   z k bc eef mo'], [0x2139, 'i'], [0x2145, 'ddeij'], [0x2160, 'i   v'], [0x2169, 'x  lcdmi   v'], [0x2179, 'x  lcdm']],
  0x24: [[0x24b6, `${alphabet}${alphabet}0`]],
  0x2c: [[0x2c7c, 'jv']],
  0xa7: [[0xa7f1, 'scfq']],
  0xfe: [[0xfe33, '__'], [0xfe4d, '___  . ;:?! (){}  #&*+-<>= \\$%@']],
  0x1cc: [[0x1ccd6, `${alphabet}0123456789`]],
  0x1f1: [[0x1f12b, `cr   ${alphabet}`]],
  0x1fb: [[0x1fbf0, '0123456789']],
};

function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  const single = singles[character];
  if (single !== undefined) return single;
  if (isSelector(code)) return '';
  if (code >= 0x2460 && code <= 0x2473) return String(code - 0x245f);
  if (code >= 0x2474 && code <= 0x2487) return `(${code - 0x2473})`;
  if (code >= 0x2488 && code <= 0x249b) return `${code - 0x2487}.`;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  if (code >= 0x1d400 && code <= 0x1d6a3) return alphabet.charAt((code - 0x1d400) % 26);
  const row = rows[code >>> 8]?.find(([first, ascii]) => code >= first && code < first + ascii.length);
  const ascii = row?.[1].charAt(code - row[0]);
  return ascii === undefined || ascii === ' ' ? character : ascii;
}

/** Variation selectors, also Mongolian ones: they choose a form and are no part of a name. */
function isSelector(code: number): boolean {
  return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x180b && code <= 0x180e);
}
