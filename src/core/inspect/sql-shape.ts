import { wordLetter } from './sql-words.ts';

/** Enough for any injection's beginning; a longer one is told by it. */
const mostTokens = 120;
const closing = { "'": /(?:[^'\\]|\\[^]|'')*/y, '"': /(?:[^"\\]|\\[^]|"")*/y, '`': /[^`]*/y } as const;
/** Letters of which a run counts as one. */
const runs = 'oa(),;';
/** The letter of a prefix that names a string's character set or radix. */
const stringPrefix = /^(?:[nbxe]|_[a-z]\w{1,20})$/i;

/**
 * The shape of a text read as SQL from `from` on, one letter a token:
 * `s` string, `q` one that does not end, `1` number or constant, `v` variable, `d` function or name that tells of or
 * troubles the server, `f` other known function, `g` unknown one, each before its `(`, `n` another word, `&` and/or,
 * `o` comparison, `a` other operator, `U` union, `E` select or case, `T` a statement's first word, `W` waitfor or outfile, `F` from, where, into
 * and the like, `B` order by or group by, `H` having, limit and the like, `c` a comment to the end of the text, and `( ) , ;` themselves.
 * Comments in between count as blanks; one to the end of a line does where `pastLines`, and ends the shape otherwise.
 * Stops where prose shows: at the fourth word in a row.
 */
export function shapeOf(text: string, from: number, pastLines = false): string {
  // What is beyond ASCII belongs to words, said by what does not: as a range QuickJS, ignoring case, would make hundreds of it.
  const step =
    /\s+|\{\s{0,4}[`\w]{1,10}(?=\s)|\/\*!\d{0,6}|\*\/|\/\*[^*]*(?:\*(?!\/)[^*]*)*(\*\/)?|(--|#|%00|\0)|(['"`])|(@{1,2}[^\0-#%-\-/:-@[-^`{-\x7f]*)|(0x[\da-f]+|(?:\d[\d.]*|\.\d+)(?:e[+-]?\d*(?![a-z])|[df](?=union|from|where|and|or))?)|((?:order|group)(?:\s|\/\*[^*]{0,20}\*\/){1,20}by(?!\w))|([^\0-#%-@[\]^`{-\x7f][^\0-#%-\-/:-@[-^`{-\x7f]*)|(\|\||&&)|([<>=!]{1,3}|[-+*/|&%^~:])|([(),;])|[^]/giy;
  step.lastIndex = from;
  let shape = '';
  let words = 0;
  for (let count = 0; count < mostTokens; count++) {
    const found = step.exec(text);
    if (found === null) break;
    const [whole, closed, comment, quote, variable, number, clause, word, logic, operator, mark] = found;
    let letter = '';
    if (comment !== undefined) {
      const line = pastLines ? text.indexOf('\n', step.lastIndex) : -1;
      if (line < 0) return `${shape}c`;
      step.lastIndex = line + 1;
    } else if (quote === "'" || quote === '"' || quote === '`') {
      const body = closing[quote];
      body.lastIndex = step.lastIndex;
      body.exec(text);
      letter = body.lastIndex < text.length ? 's' : 'q';
      step.lastIndex = Math.max(step.lastIndex, body.lastIndex) + 1;
    } else if (variable !== undefined) letter = variable.startsWith('@@') ? 'd' : 'v';
    else if (number !== undefined) letter = '1';
    else if (clause !== undefined) letter = 'B';
    else if (word !== undefined) {
      const after = text.slice(step.lastIndex, step.lastIndex + 80);
      if (after.startsWith("'") && stringPrefix.test(word)) continue;
      letter = wordLetter(word, after);
      words = letter === 'n' ? words + 1 : 0;
      if (words > 3) return shape;
    } else if (logic !== undefined) letter = '&';
    else if (operator !== undefined) letter = /[<>=]/.test(operator) ? 'o' : 'a';
    else if (mark !== undefined) letter = mark;
    else if (whole.startsWith('/*') && !whole.startsWith('/*!') && closed === undefined) return `${shape}c`;
    if (letter === '') continue;
    if (word === undefined) words = 0;
    if (!runs.includes(letter) || !shape.endsWith(letter)) shape += letter;
  }
  return shape;
}
