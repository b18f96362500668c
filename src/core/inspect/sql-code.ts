import { dialectsFor, type Dialect } from './sql-dialects.ts';

/** Characters that are read in all, once for each way of reading: with that a text of 64 KiB takes some milliseconds. */
const mostRead = 81_920;
/** Strings, names and comments that are taken out in all; strings in a row count as one. */
const mostTokens = 3000;
/** What a string may say that counts: a language whose functions may do anything, or a cloud's storage. */
const telling = /^'(?:(c|java|javascript|plpython\w{0,2}|plperlu|pltclu|plsh|plr|lua|r)'|(?:s3|gs|gcs|azure|abfss?|https?):)/;

/** How many tokens may still be taken out. */
interface Budget {
  tokens: number;
}

/**
 * What an SQL text runs, in small letters, with what it only holds taken out: strings become `''`, comments blanks, names lose
 * their quotes, and what MySQL runs of a comment loses its marks. `'language'` and `'url'` stand for strings that name such, `$$`
 * for PostgreSQL's, `""` for a name in escapes. One reading for each way in which databases understand the text; undefined when
 * that takes longer than is worth it.
 */
export function sqlCode(text: string): readonly string[] | undefined {
  const lower = text.trim().toLowerCase();
  const dialects = dialectsFor(lower);
  if (lower.length * dialects.length > mostRead) return undefined;
  const budget = { tokens: mostTokens };
  const readings = new Set<string>();
  for (const dialect of dialects) {
    const code = read(lower, dialect, budget);
    if (budget.tokens < 0) return undefined;
    readings.add(code);
  }
  return [...readings];
}

function read(text: string, dialect: Dialect, budget: Budget): string {
  const next = /(?=['"`[#*/$\x01-\x08\x0e-\x1f-])(?:['"`[#]|--|\/\*|\*\/|\$\w*\$|[^*/$-])/g;
  const parts: string[] = [];
  let kept = 0;
  for (let found = next.exec(text); found !== null && --budget.tokens >= 0; found = next.exec(text)) {
    const mark = found[0];
    const at = found.index;
    const end = endOf(text, at, mark, dialect, budget);
    if (end === undefined) {
      next.lastIndex = at + 1;
      continue;
    }
    parts.push(text.slice(kept, at), replacement(text, at, end, mark));
    kept = end;
    next.lastIndex = end;
  }
  return parts.join('') + text.slice(kept);
}

/** Where the token ends that begins with the mark; undefined when the mark is none. */
function endOf(text: string, at: number, mark: string, dialect: Dialect, budget: Budget): number | undefined {
  switch (mark) {
    case "'":
      return dialect.brackets && isBracketed(text, at) ? endAfter(text, `${closing[text.charAt(at + 1)] ?? text.charAt(at + 1)}'`, at + 2) : endOfStrings(text, at, dialect);
    case '"':
    case '`':
      return dialect.escapes === 'all' ? endOfEscaped(text, at, mark) : endAfter(text, mark, at + 1);
    case '[':
      if (dialect.bracketNames) return endAfter(text, ']', at + 1);
      return /^\[[\w $.]{1,60}\]/.test(text.slice(at, at + 62)) ? text.indexOf(']', at) + 1 : undefined;
    case '/*':
      return dialect.versions ? endOfVersioned(text, at) : endOfComment(text, at, dialect, budget);
    case '*/':
      return at + 2;
    case '#':
      return dialect.hashes ? lineEnd(text, at) : undefined;
    case '--':
      return dialect.spacedDashes && /[^\s\0-\x1f]/.test(text.charAt(at + 2)) ? undefined : lineEnd(text, at);
    default:
      // A control character is a blank to some databases.
      if (mark < ' ') return at + 1;
      return dialect.tags && !/[\w$]/.test(text.charAt(at - 1)) ? endAfter(text, mark, at + mark.length) : undefined;
  }
}

/** What ends Oracle's `q'[` and its kin. */
const closing: { readonly [mark: string]: string } = { '[': ']', '(': ')', '{': '}', '<': '>' };

function isBracketed(text: string, at: number): boolean {
  return /(?:^|\W)n?q$/.test(text.slice(Math.max(0, at - 3), at));
}

/** A doubled quote goes on as a second string right behind the first, which changes nothing; nor do others in the same list. */
function endOfStrings(text: string, at: number, { escapes }: Dialect): number {
  if (escapes === 'all' || (escapes === 'marked' && /(?:^|\W)e$/.test(text.slice(Math.max(0, at - 2), at)))) return endOfEscaped(text, at, "'");
  const list = /(?:[\s\d,.()]*'[^']*')*/y;
  list.lastIndex = endAfter(text, "'", at + 1);
  list.test(text);
  return list.lastIndex;
}

function endOfEscaped(text: string, at: number, quote: string): number {
  const body = quote === "'" ? /[^'\\]*(?:\\[^][^'\\]*)*/y : quote === '"' ? /[^"\\]*(?:\\[^][^"\\]*)*/y : /[^`\\]*(?:\\[^][^`\\]*)*/y;
  body.lastIndex = at + 1;
  body.test(text);
  return Math.min(text.length, body.lastIndex + 1);
}

/** MySQL runs what is within, and the mark's own end is met later. */
function endOfVersioned(text: string, at: number): number {
  const mark = /^\/\*m?!\d{0,6}/.exec(text.slice(at, at + 10));
  return mark === null ? endAfter(text, '*/', at + 2) : at + mark[0].length;
}

function endOfComment(text: string, at: number, { nests }: Dialect, budget: Budget): number {
  if (!nests) return endAfter(text, '*/', at + 2);
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at + 2;
  let depth = 1;
  for (let found = marks.exec(text); found !== null && --budget.tokens >= 0; found = marks.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function endAfter(text: string, what: string, from: number): number {
  const end = text.indexOf(what, from);
  return end < 0 ? text.length : end + what.length;
}

function replacement(text: string, at: number, end: number, mark: string): string {
  switch (mark) {
    case "'":
      return stringFor(telling.exec(text.slice(at, at + 16)));
    case '"':
    case '`':
    case '[':
      if (mark === '"' && text.startsWith('u&', at - 2)) return '""';
      return end - at < 64 && /^.[\w$.]{1,60}.$/.test(text.slice(at, end)) ? text.slice(at + 1, end - 1) : "''";
    default:
      return mark.startsWith('$') ? '$$' : ' ';
  }
}

function stringFor(found: RegExpExecArray | null): string {
  if (found === null) return "''";
  return found[1] === undefined ? "'url'" : "'language'";
}
