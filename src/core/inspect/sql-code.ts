/** Longer statements are read to here; what is behind it is taken for code as it stands. */
const mostTokens = 1500;
/** Behind this a string names a language. */
const language = /language\s{0,9}$/i;
const elsewhere = /^.(?:s3|gs|gcs|azure|abfss?|https?):/i;

/** What ends a string or begins a comment, as far as databases differ. */
interface Dialect {
  /** It reads a text otherwise only if this is in it. */
  readonly marks: RegExp;
  /** A backslash takes the next character's meaning: in each string, or in those with an `E` before them. */
  readonly escapes?: 'all' | 'marked';
  /** `#` begins a comment. */
  readonly hashes?: true;
  /** `--` begins one only before a blank. */
  readonly spacedDashes?: true;
  /** `$tag$` and `q'[` begin strings. */
  readonly tags?: true;
}

const dialects: readonly Dialect[] = [
  // SQL Server, SQLite; PostgreSQL's blocks of code, which stand in strings.
  { marks: /(?:)/ },
  // MySQL, then with NO_BACKSLASH_ESCAPES, then BigQuery, then Hive and Spark.
  { marks: /[\\#]|--\S/, escapes: 'all', hashes: true, spacedDashes: true },
  { marks: /#|--\S/, hashes: true, spacedDashes: true },
  { marks: /\\/, escapes: 'all', hashes: true },
  { marks: /\\/, escapes: 'all' },
  // PostgreSQL and Oracle.
  { marks: /\$|q'|e'/i, escapes: 'marked', tags: true },
];

/**
 * What an SQL text runs, with what it only holds taken out: strings become `''`, comments blanks, names lose their quotes, and
 * `/*! ... *\/`, which MySQL runs, loses its marks. One reading for each way in which databases understand the text.
 */
export function sqlCode(text: string): readonly string[] {
  return [...new Set(dialects.filter(({ marks }) => marks.test(text)).map((dialect) => read(text, dialect)))];
}

function read(text: string, dialect: Dialect): string {
  const next = dialect.tags ? /\bn?q'[^]|\$\w{0,30}\$|['"`[]|--|\/\*|\*\//gi : /['"`[#]|--|\/\*|\*\//g;
  let code = '';
  let kept = 0;
  for (let count = 0; count < mostTokens; count++) {
    const found = next.exec(text);
    if (found === null) break;
    const at = found.index;
    const end = endOf(text, at, found[0], dialect);
    if (end === undefined) continue;
    code += text.slice(kept, at) + replacement(text.slice(at, Math.min(end, at + 80)), text.slice(Math.max(0, at - 20), at));
    kept = end;
    next.lastIndex = end;
  }
  return code + text.slice(kept);
}

/** Where the token ends that begins with the mark; undefined when the mark is none. */
function endOf(text: string, at: number, mark: string, dialect: Dialect): number | undefined {
  switch (mark) {
    case "'":
    case '"':
    case '`':
      return endOfString(text, at, mark, dialect.escapes === 'all' || (dialect.escapes === 'marked' && /(?:^|\W)e$/i.test(text.slice(Math.max(0, at - 2), at))));
    case '[':
      return /^\[[\w $.]{1,60}\]/.exec(text.slice(at, at + 62)) === null ? undefined : text.indexOf(']', at) + 1;
    case '/*':
      // MySQL runs what is within, and the mark's own end is met later.
      return text.startsWith('!', at + 2) ? at + 3 + (/^\d{1,6}/.exec(text.slice(at + 3, at + 9))?.[0].length ?? 0) : endAfter(text, '*/', at + 2);
    case '*/':
      return at + 2;
    case '#':
      return dialect.hashes ? lineEnd(text, at) : undefined;
    case '--':
      return dialect.spacedDashes && /\S/.test(text.charAt(at + 2)) ? undefined : lineEnd(text, at);
    default:
      return mark.startsWith('$') ? endAfter(text, mark, at + mark.length) : endAfter(text, `${closing[mark.slice(-1)] ?? mark.slice(-1)}'`, at + mark.length);
  }
}

/** What ends Oracle's `q'[` and its kin. */
const closing: { readonly [mark: string]: string } = { '[': ']', '(': ')', '{': '}', '<': '>' };

/** A doubled quote goes on as a second string right behind the first, which changes nothing. */
function endOfString(text: string, at: number, quote: string, escapes: boolean): number {
  if (!escapes) return endAfter(text, quote, at + 1);
  const body = quote === "'" ? /(?:[^'\\]|\\[^])*/y : quote === '"' ? /(?:[^"\\]|\\[^])*/y : /(?:[^`\\]|\\[^])*/y;
  body.lastIndex = at + 1;
  body.test(text);
  return Math.min(text.length, body.lastIndex + 1);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function endAfter(text: string, what: string, from: number): number {
  const end = text.indexOf(what, from);
  return end < 0 ? text.length : end + what.length;
}

function replacement(token: string, before: string): string {
  if (token.startsWith("'")) return language.test(before) ? token : elsewhere.test(token) ? "'url'" : "''";
  if (/^(?:\$|n?q')/i.test(token)) return "''";
  if (token.startsWith('"') || token.startsWith('`') || token.startsWith('[')) return /^.[\w$.]{1,60}.$/.test(token) ? token.slice(1, -1) : "''";
  return ' ';
}
