import type { Inspector } from './rule.ts';
import { isProse } from './shell-prose.ts';
import { shapeOf } from './sql-shape.ts';

/*
 * An injected value ends the literal it was put in and goes on as SQL. So it is read three ways: as it is (where a
 * number was expected), and after its first single and double quote. Letters: see sql-shape.ts.
 */

/** In any reading: a union's select, a comparison of constants behind and/or, a statement behind a value. */
const anywhere =
  /U[on]?(?:\(E|E[1svf(oT,)])|^[1sv]?\)?oU|^[1svo]{0,3}U\(?E(?:n?$|n?[F,.c)])|&[o(]{0,8}(?:1o1|sos|1os|so1|vo[v1s]|1,1\)?o)|[sv1)];?\)?;T[nFB1sv&]/;
/** After a quote that ended the literal: and/or, a subquery, a stacked statement, ordering; brackets may close first. */
const afterQuote =
  /^s(?:onn)?\)?o?(?:&[o(]{0,8}(?:[1s](?:$|[oc;)&])|n?o[1svf(EF]|n[o(]|f|E|v|$)|[,(][,o(]{0,8}(?:E[1svfno(EF]|f)|;\(?(?:[EBf]|n[(o])|B[1n(fEs]|,?1?\)?T[nF]|F?n?F[1sn]o[1s]|\)?;)/;
/** After a quote: an operator and a call or subquery. */
const concatenated = /^s\)?o[o(]{0,4}(?:E[1svfno(EF]|f)/;
/** After a quote: only a comment, or only an operator; prose has both, so there they count in short values only. */
const quoteThenComment = /^s\)?o?\)?;?c/;
const quoteThenOperator = /^s\)?o(?:[1sv](?:[oc&]|$)|f)/;
/** Where a number was expected. */
const afterNumber =
  /^[o(]?[1v]?\)?(?:&[o(]{0,8}(?:[1s](?:[c;)&]|$|o[1svfE(])|no[1sf(]|f|E|v)|c$|;\(?(?:E[1svf(oE]|T[nFv&]|f)|B(?:1(?:[,c]|$)|f|\(E|[n1]o1)|o\(?(?:f|E[1svf(E])|,?\(E[1svfo(nEF]|,\(?(?:E[1sn(EF]|f)|[,&;]\)|Fn?F?1o1|F1o1|T[1n]\()/;
/** Necessary for all of these, and rare in prose: it is the trigger, so it keeps to what PCRE reads alike. */
const sign =
  /^[\s\d(.,+%\\-]*(?:['\x22]?[)(;,|&@#*/'\x22-]|(?=[a-z_])(?:\w{1,20}['\x22%)\s]{1,8})?(?:or|and|xor|union|order\s+by|having|procedure|rlike|waitfor|sleep|benchmark)[^a-z]|\d['\x22%)\s]{1,8}(?:where|as\s+\w{1,20}\s+where)\s+[\d('\x22])|['\x22][\s)%]*(?:waitfor|--|#|\/\*|\|\||&&|;\s*(?:$|--|#|[a-z]{2,12}[\s(])|[+*\/<>=-]{1,3}\s*(?:['\x22(@\d]|\w{1,30}\(|select)|,\s*(?:[\d(]|null|select|case)|(?:or|and|xor|div)\s*(?:[(!~+@\d-]|['\x22][^'\x22]{0,60}(?:['\x22]\s*(?:[=<>|]|r?like)|['\x22]?$)|[\w.]{1,60}\s*(?:[=<>(!|]|r?like\s*['\x22(]|is\s+(?:not\s+)?null|$)|not\s|exists|select|case)|(?:union|order\s+by|group\s+by|having|limit|procedure|into\s+outfile|where|in\s+boolean)[^a-z])|union[^a-z].{0,300}select|['\x22][\s)%]*(?:r?like|regexp|is\s+not|is\s+null)\s*(?:[('\x22\d]|null|md5|\+)|;\s*(?:waitfor|exec|shutdown|drop|create|declare|select|iif|if)[\s(]/is;

/** Finds SQL injection in values that a server may put into a statement. */
export const sqlInjection: Inspector = {
  rule: 'sql.injection',
  kinds: ['id', 'text', 'any'],
  trigger: `${sign.source}|%2[027b]|\\w\\+\\w`,
  finds: ({ text, kind }) => {
    const prose = kind === 'text' || (kind === 'any' && isProse(text));
    const value = decode(text);
    if (!sign.test(value)) return false;
    const shape = shapeOf(value, 0);
    if (anywhere.test(shape) || afterNumber.test(shape)) return true;
    return breaksOut(value, "'", prose) || breaksOut(value, '"', prose);
  },
};

function breaksOut(text: string, quote: string, prose: boolean): boolean {
  const at = text.indexOf(quote);
  if (at < 0) return false;
  const shape = `s${shapeOf(text, at + 1)}`;
  if (anywhere.test(shape) || afterQuote.test(shape) || concatenated.test(shape)) return true;
  if (quoteThenComment.test(shape)) return !prose || isShortValue(text, at);
  return quoteThenOperator.test(shape) && (!prose || !/[a-z]{3}/i.test(text.slice(0, 200)));
}

/** One word before the quote, and no sentence after the comment's mark. */
function isShortValue(text: string, quoteAt: number): boolean {
  const before = text.slice(0, quoteAt).trim();
  return before.length < 80 && !/\s/.test(before) && !/[a-z]\s+[a-z]|['"]\s*$/i.test(text.slice(quoteAt + 1, quoteAt + 80));
}

/** Undoes form encoding in values that have no blanks of their own. */
function decode(text: string): string {
  if (text.includes(' ') || !/[+%]/.test(text)) return text;
  return text.replaceAll('+', ' ').replaceAll('%20', ' ').replaceAll('%27', "'").replaceAll('%22', '"');
}
