import { maskSecrets, maskShortWords } from './secrets.ts';

/** Longest piece of one string that is shown. */
const shown = 120;
/** What is looked at: a secret that begins in the shown part is recognized by what follows it up to here. */
const looked = 160;
/**
 * Words as people write them (no digits or capitals amid a word, none long) between separators that JSON needs not
 * escape: no secret has this form. Nearly every path and many a sentence pass here, at a tenth of the cost. A regex
 * source that PCRE and JavaScript read alike.
 */
export const plainText = String.raw`^(?:(?:(?![Bb]earer )(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,2})?(?:[ .,/;()'!?]|:/)|\d{1,4}/)*(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,2})?$(?!.)`;

/**
 * Short words between any characters, without a name or scheme before a secret, without groups of digits: holds no
 * secret either, but needs escaping. Read alike by PCRE and JavaScript.
 */
export const harmlessText = String.raw`^(?!.*(?:[=:]|(?:[Bb]earer|[Bb]asic|[Dd]igest|[Tt]oken)[ \t]|\d{2}[ .-]?\d{2}))(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15}|\d{1,3})?[^\w@-])*(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})?$(?!.)`;

const plain = new RegExp(plainText, 's');
const harmless = new RegExp(harmlessText, 's');

/** What a text surely is: `plain` needs neither masking nor escaping, `harmless` no masking; `unknown` is for a closer look. */
export type TextForm = 'plain' | 'harmless' | 'unknown';

/** The form of a text; in nginx a map finds it out from the same patterns. */
export function formOf(text: string): TextForm {
  if (plain.test(text)) return 'plain';
  return harmless.test(text) ? 'harmless' : 'unknown';
}

/** The same words and numbers between any characters: a secret here needs a name, a scheme or digits in groups. */
const shortWords =
  /^(?:(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,4}|[A-Z]{2,10}|\d{1,15})?[^\w@-])*(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})?$/;
/** Characters JSON leaves as they are but a log viewer may act on. */
const unprintable = /[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Renders a string as a JSON string: secrets masked, cut to a bounded length, without control characters. */
export function renderText(text: string, look: TextLook): string {
  const isCut = text.length > shown;
  const head = isCut ? text.slice(0, shown) : text;
  const form = look.formOf(head);
  if (form === 'unknown') return quote(isCut ? `${cutMasked(text)}…` : mask(text));
  const whole = isCut ? `${dropPartialWord(head)}…` : head;
  if (form === 'plain') return `"${whole}"`;
  // Nothing is left to be escaped but what JSON does.
  return look.isAscii ? JSON.stringify(whole) : quote(whole);
}

/** What a text is, however it is found out ({@link formOf}), and what is known of all. */
interface TextLook {
  formOf(text: string): TextForm;
  readonly isAscii: boolean;
}

/** Masks the secrets in a name or URI of the log, bounded as {@link renderText}. */
export function maskText(text: string): string {
  return (text.length <= shown ? mask(text) : `${cutMasked(text)}…`).replace(unprintable, escapeUnit);
}

function mask(text: string): string {
  return shortWords.test(text) ? maskShortWords(text) : maskSecrets(text);
}

/** Masks a bounded prefix and cuts it before any word that the cut could have split. */
function cutMasked(text: string): string {
  const window = text.slice(0, looked);
  let masked = mask(window);
  // Masking shortens the text, so the window's own end, where a secret may be split, can come into view.
  if (text.length > looked && masked !== window) masked = dropPartialSecret(masked);
  return masked.length <= shown ? masked : dropPartialWord(masked.slice(0, shown));
}

function dropPartialWord(head: string): string {
  return head.slice(0, Math.max(head.lastIndexOf('/'), head.lastIndexOf(' ')) + 1);
}

/** Cuts back the last word, and the groups of digits before it that may belong to it. */
function dropPartialSecret(masked: string): string {
  let end = masked.lastIndexOf(' ') + 1;
  while (end > 0 && ' .-0123456789'.includes(masked.charAt(end - 1))) end--;
  return masked.slice(0, end);
}

function quote(text: string): string {
  return JSON.stringify(text).replace(unprintable, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
