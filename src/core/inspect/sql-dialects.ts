/** How a database reads a text, as far as databases differ in what ends a string or begins a comment. */
export interface Dialect {
  /** A backslash takes the next character's meaning: in each string, or in those with an `E` before them. */
  readonly escapes?: 'all' | 'marked' | undefined;
  /** `#` begins a comment. */
  readonly hashes?: boolean;
  /** `--` begins one only before a blank. */
  readonly spacedDashes?: boolean;
  /** `/*! ... *\/` and MariaDB's `/*M! ... *\/` are run. */
  readonly versions?: boolean;
  /** Comments hold comments. */
  readonly nests?: boolean;
  /** `$tag$` begins a string. */
  readonly tags?: boolean;
  /** `q'[` begins a string. */
  readonly brackets?: boolean;
  /** `[` begins a name that may hold anything. */
  readonly bracketNames?: boolean;
}

const dialects: readonly Dialect[] = [
  // SQLite; PostgreSQL's blocks of code, which stand in strings.
  {},
  // MySQL, then with NO_BACKSLASH_ESCAPES, then BigQuery, then Hive and Spark.
  { versions: true, escapes: 'all', hashes: true, spacedDashes: true },
  { versions: true, hashes: true, spacedDashes: true },
  { escapes: 'all', hashes: true },
  { escapes: 'all' },
  // PostgreSQL, then Oracle, then SQL Server.
  { escapes: 'marked', nests: true, tags: true },
  { brackets: true },
  { nests: true, bracketNames: true },
];

/** Has a comment in a comment: a second mark before the first one's end. */
const nested = /\/\*(?:[^*/]|\*(?!\/)|\/(?!\*))*\/\*/;

/** The different ways in which databases read a text, which is in small letters: few, since what is not in the text makes none. */
export function dialectsFor(text: string): readonly Dialect[] {
  const escapes = text.includes('\\') && /\\['"`]/.test(text);
  const marked = escapes && text.includes("e'");
  const hashes = text.includes('#');
  const dashes = text.includes('--') && /--[^\s\0-\x1f]/.test(text);
  const commented = text.includes('/*');
  const versions = commented && /\/\*m?!/.test(text);
  const nests = commented && nested.test(text);
  const tags = text.includes('$') && /\$\w*\$/.test(text);
  const brackets = text.includes("q'");
  const bracketNames = text.includes('[') && /\[(?![\w $.]{1,60}\])/.test(text);
  const kept = dialects.map(
    (one): Dialect => ({
      escapes: one.escapes === 'all' ? (escapes ? 'all' : undefined) : one.escapes === 'marked' && marked ? 'marked' : undefined,
      hashes: one.hashes === true && hashes,
      spacedDashes: one.spacedDashes === true && dashes,
      versions: one.versions === true && versions,
      nests: one.nests === true && nests,
      tags: one.tags === true && tags,
      brackets: one.brackets === true && brackets,
      bracketNames: one.bracketNames === true && bracketNames,
    }),
  );
  return [...new Map(kept.map((one) => [JSON.stringify(one), one])).values()];
}
