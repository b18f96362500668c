import type { Inspector } from './rule.ts';
import { fragment } from './sql-fragments.ts';
import { afterNumber, afterQuote, anywhere, closedAgain, concatenated, expressionThenComment, numberThenEnd, quoteThenClause, quoteThenComment, quoteThenOperator, quoteThenStatement, telling } from './sql-forms.ts';
import { sqlReadings } from './sql-readings.ts';
import { shapeOf } from './sql-shape.ts';
import { sign } from './sql-sign.ts';
import type { Trigger } from './trigger.ts';

/*
 * An injected value ends the literal it was put in and goes on as SQL. So each of its readings is read three ways: as it
 * is (where a number was expected), and after its first single and double quote.
 */

/** Finds SQL injection in values that a server may put into a statement. */
export const sqlInjection: Inspector = {
  rule: 'sql.injection',
  kinds: ['id', 'text', 'any'],
  finds: ({ text, kind }) => {
    const place = { isId: kind === 'id', prose: kind !== 'id' && hasSentence(text) };
    return sqlReadings(text).some((reading) => fragment.test(reading) || isInjection(reading, place));
  },
};

/** Necessary for {@link sqlInjection}. */
export const sqlInjectionTrigger = (): Trigger => ({ source: `${sign.source}|${fragment.source}|%[0-6][0-9a-f]|%u|%ef%bc|%ca%bc|&#|&(?:apos|quot);|\\\\[ux][02]|/\\*\\*/|\\w\\+\\w`, nonAscii: '\\u02bc\\uff02\\uff07' });

/** Finds more in ids, which hold neither statements nor calls. */
export const sqlInjectionStrict: Inspector = {
  rule: 'sql.injection',
  kinds: ['id'],
  finds: ({ text }) =>
    sqlReadings(text).some((reading) => {
      const shape = shapeOf(reading, 0);
      return notInIds.test(shape) || (/^;?T[nT]*v/.test(shape) && assigned.test(reading));
    }),
};

/** Necessary for {@link sqlInjectionStrict}. */
export const sqlInjectionStrictTrigger = (): Trigger => ({ source: 'select[^a-z]|declare\\s|case\\s|(?:drop|alter)\\s|@@|xp_|\\(|exec(?:ute)?\\s|(?:^|[^a-z])(?:or|and|xor|union)[^a-z]|\\|\\||&&|[\\s/+]@|exec(?:ute)?@' });

/** A select, a telling or known call, a comment behind a call, a union or a truth behind one word at most. */
const notInIds = /^[^E]*E.*F|^E[^n]|d|f\(|^[^g]*g\(.*c$|^[1sv(oa]*n?[&U][oa(]*[1sqvfdgE]/;
/** A variable that a statement sets or runs; no address. */
const assigned = /[\s/+]@|exec(?:ute)?@/i;

/** Where a value stands, as far as ordinary values there look like SQL. */
interface Place {
  /** In ids neither quotes nor numbers are followed by a comment. */
  readonly isId: boolean;
  /** It has sentences. */
  readonly prose: boolean;
}

/** The same word or number on both sides of `=`, or of a bare `or`. */
const tautology = /^\w{0,20}['")\s]{0,8}\b(?:or|and)[\s(]{1,6}(\w{1,30})\s{0,4}(?:=|like)\s{0,4}\1(?!\w)|^\s{0,4}(\d{1,9})\s{1,4}(?:or|and)\s{1,4}(?:\2|true|false|not\s{1,4}0|[!~]\s{0,4}\d)\s{0,4}$/i;
const queryOfUrl = /[?&]\w{1,40}=/;
/** Arithmetic, as calculators are given it: it calls nothing that databases alone have, and ends in no comment. */
const calculation = /^\s{0,9}[\d(+.-](?:[\d\s.,()+*%^]|-(?!-)|\/(?!\*)|(?:abs|ceil|cos|exp|floor|ln|log|max|min|pi|pow|round|sin|sqrt|tan)\s{0,4}\((?!\s{0,4}~))+$/i;
/** A comment that ends the text, with nothing in it. */
const endsInComment = /(?:--|#|\/\*|;?%00|\0)[\s+-]{0,20}$/;

function isInjection(value: string, place: Place): boolean {
  if (!sign.test(value)) return false;
  const pastLines = value.includes('\n') && /--|#/.test(value);
  const shapes = (from: number): string[] => (pastLines ? [shapeOf(value, from), shapeOf(value, from, true)] : [shapeOf(value, from)]);
  if (tautology.test(value) || shapes(0).some((shape) => isAsNumber(value, shape, place))) return true;
  return ["'", '"'].some((quote) => {
    const at = value.indexOf(quote);
    return at >= 0 && shapes(at + 1).some((shape) => breaksOut(value, at, `s${shape}`, place));
  });
}

function isAsNumber(value: string, shape: string, { isId }: Place): boolean {
  if (!isId && calculation.test(value)) return false;
  if (anywhere.test(shape) || afterNumber.test(shape) || telling.test(shape)) return true;
  if (numberThenEnd.test(shape)) return isId || (shape.endsWith('c') && endsInComment.test(value.slice(-40)));
  return expressionThenComment.test(shape) && (isId || endsInComment.test(value.slice(-40)));
}

function breaksOut(text: string, at: number, shape: string, { isId, prose }: Place): boolean {
  if (anywhere.test(shape) || afterQuote.test(shape) || concatenated.test(shape)) return true;
  if (isId && (quoteThenComment.test(shape) || /^s\)?[^n]/.test(shape))) return true;
  if (at === 0 && quoteThenClause.test(shape)) return true;
  if (opensPhrase(text, at)) return false;
  if (quoteThenComment.test(shape)) return isShortValue(text, at);
  if (quoteThenStatement.test(shape) && !text.includes(text.charAt(at), at + 1)) return true;
  if (!prose && closedAgain.test(shape) && !queryOfUrl.test(text)) return true;
  return quoteThenOperator.test(shape) && (isId || !/[a-z]{3}/i.test(text.slice(0, 200)));
}

/** Three words in a row; an apostrophe stands within one, not at its end. */
function hasSentence(text: string): boolean {
  return /(?:^|\s)[a-z]{2,20}(?:'[a-z]{1,3})?[,.:]?\s{1,4}[a-z]{2,20}(?:'[a-z]{1,3})?[,.:]?\s{1,4}[a-z]{2,20}(?:['\s,.:]|$)/i.test(text);
}

/** A quote behind a word and a blank, or around one word or sign, opens a phrase. */
function opensPhrase(text: string, at: number): boolean {
  return /\S\s/.test(text.slice(0, at)) || /^(['"])(?:[a-z]+\1|[^\w\s]{1,3}\1\s+[a-z])/i.test(text.slice(at, at + 30));
}

/** No sentence after the comment's mark. */
function isShortValue(text: string, quoteAt: number): boolean {
  return quoteAt < 80 && !/[a-z]\s+[a-z]|['"]\s*$/i.test(text.slice(quoteAt + 1, quoteAt + 80));
}
