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

const plain = new RegExp(plainText, 's');

/** Whether a text has the form of {@link plainText}; in nginx a map finds it out. */
export function isPlainText(text: string): boolean {
  return plain.test(text);
}

/** The same words and numbers between any characters: a secret here needs a name, a scheme or digits in groups. */
const shortWords =
  /^(?:(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,4}|[A-Z]{2,10}|\d{1,15})?[^\w@-])*(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})?$/;
/** Characters JSON leaves as they are but a log viewer may act on. */
const unprintable = /[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Renders a string as a JSON string: secrets masked, cut to a bounded length, without control characters. `isPlain` is {@link isPlainText}, however it is found out. */
export function renderText(text: string, isPlain: (text: string) => boolean): string {
  if (text.length <= shown) return isPlain(text) ? `"${text}"` : quote(mask(text));
  const head = text.slice(0, shown);
  if (isPlain(head)) return `"${dropPartialWord(head)}…"`;
  return quote(`${cutMasked(text)}…`);
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
