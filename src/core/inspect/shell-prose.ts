const threeWords = /(?:^|\s)[a-z']{2,20}[,.:]?\s{1,4}[a-z']{2,20}[,.:]?\s{1,4}[a-z']{2,20}/i;
/** What stands around a code span in a document: two words, a word and a colon, letters beyond ASCII. */
const around = /(?<![a-z\u00c0-\u024f])[a-z\u00c0-\u024f]{2,20}(?::\s|,?\s{1,4}[a-z\u00c0-\u024f]{2,20}(?:\s|$))|(?<![a-z])(?:or|and|then|use|run|see|via|with|try)(?![a-z])|[\u0370-\uffff]{2}/i;
const fence = /```[^]*?```/g;
/** The look behind stands after the backtick so that only backticks are looked at. */
const span = /`(?<=(?:^|[\s("'[>*_|])`)[^`\n]+`(?=$|[\s.,;:!?)"'\]<*_|-])/g;
/** What shows a document stands in its beginning. */
const farthest = 8192;
/** A text with more code spans than any document is read as it is. */
const mostBackticks = 4000;

/** Whether the text has three words in a row, as sentences do. */
export function isProse(text: string): boolean {
  return threeWords.test(text);
}

/** Takes Markdown's code blocks and spans out of prose; backticks in anything else are substitution. */
export function withoutCodeSpans(text: string): string {
  if (hasManyBackticks(text)) return text;
  const rest = (text.includes('```') ? text.replace(fence, ' ') : text).replace(span, ' ');
  return around.test(rest.slice(0, farthest)) ? rest : text;
}

function hasManyBackticks(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('`'); at >= 0 && count <= mostBackticks; at = text.indexOf('`', at + 1)) count++;
  return count > mostBackticks;
}
