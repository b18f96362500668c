import { wordLetter } from './sql-words.ts';

/** Enough for any injection's beginning; a longer one is told by it. */
const mostTokens = 120;
const closing = { "'": /(?:[^'\\]|\\[^]|'')*/y, '"': /(?:[^"\\]|\\[^]|"")*/y, '`': /[^`]*/y } as const;

/**
 * The shape of a text read as SQL from `from` on, one letter a token:
 * `s` string, `1` number or constant, `v` variable, `f` call of a known function with its `(`, `n` another word,
 * `&` and/or, `o` operator, `U` union, `E` select or case, `T` a statement's first word, `F` from, where, into and
 * the like, `B` order by and the like, `c` a comment to the end of the text, and `( ) , ;` themselves.
 * Runs of operators, brackets and commas count as one, comments in between as blanks. Stops where prose shows: at the fourth word in a row.
 */
export function shapeOf(text: string, from: number): string {
  const step =
    /\s+|\/\*!\d{0,6}|\*\/|\/\*[^*]*(?:\*(?!\/)[^*]*)*(\*\/)?|(--|#|%00|\0)|(['"`])|(@{1,2}[\w$.]*)|(0x[\da-f]+|\d[\d.]*|\.\d+)|([a-z_\u0080-\uffff$\\][\w.$\u0080-\uffff]*)|(\|\||&&|[<>=!]{1,3}|[-+*\/|&%^~:])|([(),;])|[^]/giy;
  step.lastIndex = from;
  let shape = '';
  let words = 0;
  for (let count = 0; count < mostTokens; count++) {
    const found = step.exec(text);
    if (found === null) break;
    const [whole, closed, comment, quote, variable, number, word, operator, mark] = found;
    if (comment !== undefined) return `${shape}c`;
    if (quote === "'" || quote === '"' || quote === '`') {
      const body = closing[quote];
      body.lastIndex = step.lastIndex;
      body.exec(text);
      step.lastIndex = Math.max(step.lastIndex, body.lastIndex) + 1;
      shape += 's';
    } else if (variable !== undefined) shape += 'v';
    else if (number !== undefined) shape += '1';
    else if (word !== undefined) {
      const letter = wordLetter(word, /^\s{0,4}\(/.test(text.slice(step.lastIndex, step.lastIndex + 5)));
      words = letter === 'n' ? words + 1 : 0;
      if (words > 3) return shape;
      shape += letter;
      continue;
    } else if (operator === '||' || operator === '&&') shape += '&';
    else if (operator !== undefined) shape += shape.endsWith('o') ? '' : 'o';
    else if (mark !== undefined) shape += shape.endsWith(mark) ? '' : mark;
    else if (whole.startsWith('/*') && !whole.startsWith('/*!') && closed === undefined) return `${shape}c`;
    else continue;
    words = 0;
  }
  return shape;
}
