import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/** Reads only: what an injected statement is hung behind. */
const reads = /^[\s(]*(?:select|with|show|explain|values|table)\b/;
const changes =
  /;[\s(]*(?:drop|truncate|alter|delete|update|insert\s+into|merge\s+into|grant|revoke|create\s+(?:user|login|role|function|procedure|trigger|or\s)|exec(?:ute)?|call|shutdown|kill|rename\s+(?:table|user)|declare\s+@|do\s+\$|set\s+(?:global|password)|reconfigure)\b/;
/** T-SQL needs no semicolon; these words mean nothing else within a query. */
const unseparated = /\b(?=[adet])(?:(?:drop|truncate|alter)\s+(?:table|database|schema|login|user)\b|exec(?:ute)?\s+(?:master|xp_|sp_))/;

/**
 * A query with another statement behind it that changes data, schema or rights: the form of a value that ended its statement
 * (CWE-89). What cannot be read in time counts as one. Lets scripts pass that begin with a change or a transaction, and queries behind queries.
 */
export const sqlStacked: Inspector = {
  rule: 'sql.stacked',
  kinds: ['sql'],
  aside: 'dangers',
  finds: ({ statements }) => statements === undefined || statements.some((code) => reads.test(code) && (changes.test(code) || unseparated.test(code))),
};

/** Necessary for {@link sqlStacked}. What stands between the words may be long: then it is enough that something does. */
export const sqlStackedTrigger = (): Trigger => ({ source: String.raw`;[\s(]{0,99}(?:drop|truncate|alter|delete|update|insert|merge|grant|revoke|create|exec|call|shutdown|kill|rename|declare|do[^a-z]|set[^a-z]|reconfigure|\*\/|\/\*|--|#)|;[\s(]{100}|p(?<=drop)[^a-z]|c(?<=trunc)ate[^a-z]|l(?<=al)ter[^a-z]|x(?<=ex)ec` });
