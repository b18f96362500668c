/*
 * Necessary conditions for what the rules find, over raw JSON text: regex sources that PCRE (bytes) and JavaScript read
 * alike. They also hold for a string that ends where a secret may have begun, since it may go on elsewhere. Each begins with
 * rare or fixed characters where it can: PCRE skips to those. An escape of a letter, a digit or of most punctuation suspects
 * the text as such; `\/`, the quotes, `+` and what HTML needs, which some servers always escape, are read here.
 */

/** One condition, with its flags beside `s`. */
export interface Trigger {
  readonly source: string;
  readonly ignoreCase: boolean;
}

/** What stands before a word, in a look-behind: no letter or digit, or the end of an escape. */
const begins = (word: string): string => String.raw`(?<=[^A-Za-z0-9]${word}|\\[bfnrt]${word}|\\u[0-9A-Fa-f]{4}${word})`;
/** So many of the characters, or as many as there are before the string ends. */
const body = (characters: string, count: number): string => `(?:${characters}{${count}}|${characters}{0,${count - 1}}")`;
/** A quote around a name or value, as it stands in a string of a string too. */
const quote = String.raw`\\{0,3}(?:["']|u002[27])?`;

/** Words by which a secret begins: a string that ends in a part of one is open. */
const words = [
  ...['AKIA', 'ASIA', 'ABIA', 'ACCA', 'AIza', 'ya29.', 'GOCSPX-', 'npm_', 'pypi-AgE', 'dop_v1_', 'doo_v1_', 'dor_v1_'],
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_', 'glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-', 'glffct-', 'gloas-'],
  ...['xoxa-', 'xoxb-', 'xoxc-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-', 'sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'],
  ...['sk-proj-', 'sk-ant-', 'sk-svcacct-', 'sk-admin-', 'sk-None-', 'hf_', 'api_org_', 'SG.', 'shpat_', 'shpca_', 'shppa_', 'shpss_'],
  ...['eyJ', '-----BEGIN', 'AGE-SECRET-KEY-'],
];

/** The beginnings of the words, by length, as alternatives before the quote that ends a string. */
export function partsOfWords(): readonly (readonly [length: number, part: string])[] {
  const parts = new Map<number, Set<string>>();
  for (const word of words) {
    for (let length = 1; length < word.length; length++) parts.set(length, (parts.get(length) ?? new Set()).add(word.slice(0, length).replace('.', '\\.')));
  }
  return [...parts].map(([length, some]) => [length, `(?:${[...some].join('|')})"`]);
}

/** The end of a string after a part of one of the words. */
function openWord(): string {
  // A longer part tells enough; looking at what precedes it would outgrow a token of nginx's configuration.
  const alternatives = partsOfWords().map(([length, part]) => (length > 4 ? `(?<=${part})` : begins(part)));
  return String.raw`"(?:${alternatives.join('|')})(?!\s*:)`;
}

/** An escape of a character that nobody escapes; those of "&'+<>` some always do. */
const needlessEscape = String.raw`\\u00(?:2(?![267bB])|3(?![cCeE])|[457]|6(?!0))`;

/** The prefixes of issued tokens, by the rare character they end in. */
export const afterUnderscore = String.raw`(?:(?<=gh[pousr]_)|(?<=[sr]k_live_)|(?<=[sr]k_test_)|(?<=whsec_)|(?<=npm_)|(?<=hf_)|(?<=api_org_)|(?<=shp[acps][ats]_)|(?<=do[opr]_v1_)|(?<=github_pat_))`;
export const afterDash = String.raw`(?:(?<=gl[dfr]t-)|(?<=glpat-)|(?<=glcbt-)|(?<=glptt-)|(?<=glimt-)|(?<=gloas-)|(?<=glagent-)|(?<=glsoat-)|(?<=glffct-)|(?<=xox[abceoprs]-)|(?<=xapp-)|(?<=pypi-)|(?<=GOCSPX-)|(?<=SECRET-KEY-))`;

const tokens = (): readonly string[] => [
  `_${afterUnderscore}${body(String.raw`[\w+/\\]`, 16)}`,
  `-${afterDash}${body(String.raw`[\w-]`, 16)}`,
  String.raw`-${begins('sk-')}(?:(?:ant|proj|svcacct|admin|None)-|${body('[A-Za-z0-9]', 20)})`,
  String.raw`\.(?:(?<=SG\.)|(?<=ya29\.))${body(String.raw`[\w-]`, 16)}`,
  String.raw`hooks\.slack\.com\\?/`,
  `A(?:[KSB]IA|CCA)${body('[A-Z0-9]', 16)}`,
  `AIza${body(String.raw`[\w-]`, 35)}`,
  String.raw`J${begins('eyJ')}[\w-]*(?![\w-])[."]`,
  'PRIVATE KEY|-----BEGIN[A-Z0-9 ]{0,40}-{0,4}"',
  String.raw`Q~(?<=\dQ~)${body(String.raw`[\w.~-]`, 16)}`,
  openWord(),
];

/** Four blanks as JSON writes them: those beyond ASCII are bytes to PCRE, or escapes. */
const blanks = String.raw`(?:[\s\x80-\xff]|\\[bfnrt]|\\u[0-9A-Fa-f]{4}){0,12}`;

/** Names and schemes before secrets. */
const named = [
  // One condition each: PCRE skips to the letter that all of a condition's alternatives begin with.
  String.raw`s(?:ecret[_ -]?(?:access[_ -]?)?key|haredaccesskey|e(?:curity|ssion)[_ -]?(?:security[_ -]?|session[_ -]?)?token)`,
  String.raw`a(?:ws[_ -]?(?:secret|(?:security[_ -]?|session[_ -]?)?token)|ccountkey)`,
  String.raw`sig=(?:[A-Za-z0-9%+/\\]{20}|[A-Za-z0-9%+/\\]{0,20}")`,
  String.raw`bearer(?:[ \t]|\\t|\\u0009){1,8}(?:[\w.~+/\\-]{16}|[\w.~+/\\-]{0,16}")`,
  String.raw`authorization${quote}${blanks}[:=]${blanks}${quote}(?:basic|token|apikey|bot)`,
  String.raw`cookie${quote}${blanks}[:=]`,
];

/**
 * Passwords in URLs, as far as the host or the string's end. A web address that ends before any colon is left alone: nearly every text
 * has one. The longest are as many bytes as the rule's characters may take, six each where they are escaped.
 */
const urlPasswords = [
  String.raw`:\\?/\\?/[^\s/@:"'<>?#]{0,600}:(?:[^\s/@"'<>?#]{1,1200}@|(?!\d{1,5}")[^\s/@"'<>?#]{0,1200}"(?!\s*:))`,
  String.raw`:(?<!http:)(?<!https:)\\?/\\?/[^\s/@:"'<>?#]{0,600}"(?!\s*:)`,
];

/** Before digits: no letter or digit, or the end of an escape. */
const apart = String.raw`(?:(?<![0-9A-Za-z.])|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4}))`;

/** Digits as card numbers have them, or the first four of them and what follows at a string's end. */
const cards = [
  String.raw`${apart}[2-6]\d{3}(?:\d{10}|([ -])\d{4}(?:\d\d\1\d{4}|\1\d{4}\1\d{4}))`,
  String.raw`${apart}(?:[3-6]\d|2[2-7])\d\d(?:\d{0,14}|(?:[ -]\d{4,6}){0,3}[ -]?\d{0,3})"(?!\s*:)`,
];

/** What is personal, from its rarest character on; and any end of a string after which such may go on. */
const personal = [
  String.raw`@(?<=[\w%+-]@)(?:[A-Za-z0-9]|")`,
  String.raw`\d(?:[ .-]?\d){2}[) .-]{0,2}\d(?:[ .-]?\d){2}`,
  String.raw`[A-Z]{5}\d{4}[A-Z]|[A-Z]{2,5}\d{0,4}"(?!\s*:)`,
  String.raw`[A-Z]{2}\d\d ?(?:[A-Z0-9]{4}|[A-Z0-9]{0,3}"(?!\s*:))`,
  String.raw`(?:\d[ .()-]{0,2}|[+(]|\) ?)"(?!\s*:)`,
];

const caseless = (source: string): Trigger => ({ source, ignoreCase: true });
const exact = (source: string): Trigger => ({ source, ignoreCase: false });

/** What suspects a text whatever the policy says. */
export function secretTriggers(): readonly Trigger[] {
  return [...[needlessEscape, ...tokens(), ...urlPasswords, ...cards].map(exact), ...named.map(caseless)];
}

/** What suspects a text where the policy asks for anything personal. */
export function personalTriggers(): readonly Trigger[] {
  return personal.map(exact);
}

/** Whether a text is suspected, as {@link Ports.suspectsSecret} says it. */
export type SecretSearch = (text: string, isPersonal: boolean) => boolean;

/** The same conditions as RegExp, for where nginx's maps are not or not to be asked. Compiled anew for each caller: a context holds none of it by itself. */
export function compileSecretSearch(): SecretSearch {
  const secrets = secretTriggers().map(compile);
  const ofPersons = personalTriggers().map(compile);
  return (text, isPersonal) => fires(secrets, text) || (isPersonal && fires(ofPersons, text));
}

const compile = ({ source, ignoreCase }: Trigger): RegExp => new RegExp(source, ignoreCase ? 'is' : 's');

function fires(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
