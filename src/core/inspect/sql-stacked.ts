import type { Inspector } from './rule.ts';
import { longestSql } from './subject.ts';

/** Reads only: what an injected statement is hung behind. */
const reads = /^\s{0,99}\(?\s{0,99}(?:select|with|show|explain|values|table)\b/i;
const changes =
  /^\s{0,99}(?:drop|truncate|alter|delete\s{1,20}from|update|insert\s{1,20}into|merge\s{1,20}into|grant|revoke|create\s{1,20}(?:user|login|role|function|procedure|trigger|or\s)|exec(?:ute)?|call|shutdown|kill|rename\s{1,20}(?:table|user)|declare\s{1,20}@|do\s{1,20}\$|set\s{1,20}(?:global|password)|reconfigure)\b/i;
/** T-SQL needs no semicolon; these words mean nothing else within a query. */
const unseparated = /\b(?:drop|truncate|alter)\s{1,20}(?:table|database|schema|login|user)\b|\bexec(?:ute)?\s{1,20}(?:master|xp_|sp_)/i;

/** Necessary for it; the trigger, so it keeps to what PCRE reads alike. */
const sign =
  /(?:;(?:\s|\*\/)*(?:drop|truncate|alter|delete|update|insert|merge|grant|revoke|create|exec|call|shutdown|kill|rename|declare|do\s|set\s|reconfigure|\/\*|--|#)|(?:drop|truncate|alter|exec|execute)(?:\s|\/\*))/i;

/**
 * A query with another statement behind it that changes data, schema or rights: the form of a value that ended its statement
 * (CWE-89). Of what is longer than is read, such a word is enough. Lets scripts pass that begin with a change or a transaction, and queries behind queries.
 */
export const sqlStacked: Inspector = {
  rule: 'sql.stacked',
  kinds: ['sql'],
  aside: 'dangers',
  trigger: sign.source,
  finds: ({ text, statements }) => (text.length > longestSql ? sign.test(text) : statements.some(isStacked)),
};

function isStacked(code: string): boolean {
  if (!reads.test(code)) return false;
  return unseparated.test(code) || code.split(';', 200).some((statement, index) => index > 0 && changes.test(statement));
}
