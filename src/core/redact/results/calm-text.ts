import { afterDash, afterUnderscore, partsOfWords } from './triggers.ts';

/*
 * What JSON strings may hold where no trigger of a secret fires, for PCRE to see in one pass instead of one for each trigger: in
 * short answers starting twenty searches is what takes the time. Each trigger needs a character that is watched here; what
 * follows it, or precedes it, is then not what the trigger looks for, or nothing like it. Tests hold this against the triggers.
 */

/** Printable ASCII in which no trigger has its watched character. */
const unwatched = String.raw`[^\x00-\x1f\x7f-\xff"\\_.\-:=0-9AJPQbBkKwWzZ]`;

/** The characters of names before secrets; in any case. */
const named = [
  String.raw`b(?!earer(?:[ \t]|\\t))`,
  'k(?!(?<=secretk|secret[_ -]k|accessk|access[_ -]k|accountk)ey|(?<=uritytok|urity[_ -]tok|ssiontok|ssion[_ -]tok)en|(?<=cook)ie)',
  'w(?!(?<=aw)s[_ -]?(?:secret|security|session|token))',
  'z(?<!authoriz)',
  '=(?<!sig=)',
];

/** Numbers that are no beginning of a card number: by their first digit, as years, or by their length and what follows. */
const digits = [
  String.raw`[01789]\d*+`,
  String.raw`2[0189]\d\d(?!\d|[ -]\d{4})`,
  String.raw`[2-6](?:\d{0,2}+(?!\d)|\d{3,12}+(?!\d|[ -]\d{4}|[ -]?\d{0,3}"))`,
];

/** Before a short word: no letter or digit, or the end of an escape. */
const behind = (word: string): string => String.raw`(?<=[^A-Za-z0-9]${word}|\\[fnrt]${word})`;

const watched = [
  String.raw`\\["\\/fnrt]`,
  `_(?!${afterUnderscore})`,
  `-(?!${afterDash}|${behind('sk-')}|----BEGIN)`,
  String.raw`\.(?!slack|(?<=SG\.|ya29\.))`,
  // A web address names its host, and no more before the path.
  String.raw`:(?!\\?/\\?/(?![\w.-]{1,100}+\\?[ /<>'?#]|(?<=http://|https://)[\w.-]{1,100}+\\?"))`,
  'A(?!Iza|[KSB]IA|CCA)',
  'J(?<!eyJ)',
  'P(?!RIVATE KEY)',
  'Q(?!~)',
  ...digits,
  `(?i:${named.join('|')})`,
];

/** The characters of such a string. A PCRE pattern, as {@link calmEnd}. */
export const calmText = `${unwatched}*+(?:(?:${watched.join('|')})${unwatched}*+)*+`;

/** Its end, with nothing before it that may go on as a secret in the next string. */
export const calmEnd = String.raw`"(?!(?:${partsOfWords().map(([length, part]) => (length > 2 ? `(?<=${part})` : behind(part))).join('|')})(?!\s*:))`;

/** A number that is none of a card. */
export const calmNumber = String.raw`-?\d{1,13}+(?:\.\d{1,17}+)?+`;
