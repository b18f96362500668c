import { spansOf, type SecretRule, type Span } from './rule.ts';

/** Private keys from the first line to the last, or as far as they go; and age's, of one line. */
export const privateKey: SecretRule = {
  rule: 'private-key',
  shortest: 26,
  weight: 3,
  hints: ['PRIVATE KEY', 'AGE-SECRET-KEY-1'],
  find: (text) => [...findPrivateKeys(text), ...spansOf(text, /(?<![A-Za-z0-9])AGE-SECRET-KEY-1[0-9A-Z]{58}(?![A-Za-z0-9])/g)],
};

/** Whether a private key that began in the text is not over at its end: what follows in the stream belongs to it. */
export function endsInKey(text: string): boolean {
  return findPrivateKeys(text).at(-1)?.[1] === text.length && !isOver(text);
}

/** Where the rest of a private key ends, of which this much stood before the text; 0 when none of it is in the text. */
export function endOfKeyRest(before: string, text: string): number {
  const [marker = ''] = /(?:-{1,4}|-----(?:E(?:N(?:D[A-Z0-9 ]{0,60}-{0,4})?)?)?)$/.exec(before) ?? [];
  return Math.max(0, endOfBody(marker + text, 0) - marker.length);
}

/** Whether a private key is over where the text ends. */
export function isOver(text: string): boolean {
  return /-----END [A-Z0-9 ]{1,60}-----$/.test(text.slice(-100));
}

function findPrivateKeys(text: string): Span[] {
  const begin = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
  const spans: Span[] = [];
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const to = endOfBody(text, begin.lastIndex);
    if (!holdsKey(text.slice(begin.lastIndex, to), to === text.length)) continue;
    spans.push([match.index, to]);
    begin.lastIndex = to;
  }
  return spans;
}

/** Whether key material follows the first line, as prose and code that only name the marker do not have. */
function holdsKey(body: string, isCut: boolean): boolean {
  return /[A-Za-z0-9+/]{16}/.test(body) || (isCut && /^[\s\\nr"'A-Za-z0-9+/]*$/.test(body));
}

/**
 * Where what may belong to a key ends, its last line included, whole or cut by the text's end. Within are base64, headers such
 * as `Proc-Type: 4,ENCRYPTED`, line breaks also as a program's string has them, what quotes a line. The search stops at
 * the next marker and at a line of prose, so that no part is read twice.
 */
function endOfBody(text: string, from: number): number {
  const beyond = /[^\w+/=:;,.()@<>|"'\\\s-]|-----|(?<prose>[a-z]{2} [a-z]{2})/g;
  beyond.lastIndex = from;
  const found = beyond.exec(text);
  if (found === null) return text.length;
  if (found.groups?.['prose'] !== undefined) return Math.max(from, text.lastIndexOf('\n', found.index) + 1);
  const end = /-----(?:END [A-Z0-9 ]{1,60}-----|(?:E(?:N(?:D[A-Z0-9 ]{0,60}-{0,4})?)?)?$)/y;
  end.lastIndex = found.index;
  return end.test(text) ? end.lastIndex : found.index;
}
