/*
 * What SQL reads over, or that comes to the same however often it is repeated. A form can be spread out by it beyond what is
 * read, or beyond what may stand between its words.
 */

/** Comments, whether they end or not; what MySQL runs of one stays. */
const comments = /\/\*(?!!)[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)/g;
const lineComments = /(?:(?:--|#)[^\n]*\s*)+/g;
const blanks = /\s{2,}/g;
const brackets = /\((?:\s?\()+|\)(?:\s?\))+/g;
const negations = /(?:not[\s(]){3,}/gi;
/** A number goes on being one. */
const sums = /(?:\s?[-+*|&^%]\s?\d{1,9}(?![\w.])){3,}/g;

/** A text without it, or undefined where it has none to speak of: for what looks so within strings is taken out too. */
export function withoutFiller(text: string): string | undefined {
  let dense = text;
  if (dense.includes('/*')) dense = dense.replace(comments, (found) => (found.endsWith('*/') && found !== '/*/' ? ' ' : found));
  if (dense.includes('\n')) dense = dense.replace(lineComments, (found) => (found.includes('\n') ? found.slice(found.lastIndexOf('\n')) : found));
  if (hasRuns.test(dense)) {
    dense = dense
      .replace(blanks, ' ')
      .replace(brackets, (found) => found.charAt(0))
      .replace(negations, 'not ')
      .replace(sums, ' + 1');
  }
  return dense === text ? undefined : dense;
}

const hasRuns = /\s{9}|(?:\(\s{0,8}){9}|(?:\)\s{0,8}){9}|(?:not[\s(]{1,8}){9}|(?:[-+*|&^%]\s{0,8}\d{1,9}\s{0,8}){4}/i;
