import { collapseAll } from './command-blanks.ts';

/** A command is read to here, in UTF-16 code units: long-text.ts refuses a line that is suspicious and longer. */
export const longestCommand = 16_384;
/** Between words as a space is. */
const otherBlanks = ['\t', '\r', '\v', '\f', '\u00a0'];
/** Redirections to and from a numbered file, which are not the separator `&`. */
const redirections = [['>&', '>'], ['<&', '<'], ['&>', '>']] as const;
const separators = [';', '|', '&', '(', ')', '`'];

/** A command as a shell reads it: lines joined, one blank between words, and no quotes. */
export class CommandReading {
  readonly text: string;
  #simple: readonly string[] | undefined;
  #lower: string | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether one of these words, in small letters, is in it: native searches, far cheaper than a pattern. */
  has(words: readonly string[]): boolean {
    const lower = (this.#lower ??= this.text.toLowerCase());
    return words.some((word) => lower.includes(word));
  }

  /** The simple commands: what stands between separators. Redirections stand apart from words. */
  get simple(): readonly string[] {
    return (this.#simple ??= splitSimple(this.text));
  }
}

/** What a text may mean as a command: as it stands, and without the escapes that words may be taken apart by. */
export function readCommand(text: string): readonly CommandReading[] {
  const plain = plainOf(text.slice(0, longestCommand));
  // Not both at once: a backtick is a separator too, and a backslash one of folders.
  const bare = escapes.reduce((rest, escape) => rest.replaceAll(escape, ''), plain);
  return bare === plain ? [new CommandReading(plain)] : [new CommandReading(plain), new CommandReading(bare)];
}

/** Those of a shell, of cmd.exe, of PowerShell. */
const escapes = ['\\', '^', '`'];

function plainOf(text: string): string {
  let plain = text.replaceAll('\\\r\n', '').replaceAll('\\\n', '');
  if (plain.includes("$'")) plain = plain.replace(quotedEscapes, (_, body: string) => unescapeBody(body));
  if (plain.includes('$')) plain = plain.replace(fieldSeparator, ' ').replaceAll('$@', '').replaceAll('$*', '');
  // Texts put together, as PowerShell does it.
  for (const joined of ["'+'", '"+"']) plain = plain.replaceAll(joined, '');
  for (const quote of ['\\"', "\\'", '"', "'"]) plain = plain.replaceAll(quote, '');
  for (const blank of otherBlanks) plain = plain.replaceAll(blank, ' ');
  return collapseAll(plain);
}

/** The variable that blanks come from. */
const fieldSeparator = /\$(?:ifs(?:\$\d)?(?!\w)|\{ifs[^}\n]{0,20}\})/gi;
const quotedEscapes = /\$'((?:[^'\\]|\\[^])*)'/g;
const escapedCharacter = /\\(?:x([\da-f]{1,2})|([0-7]{1,3}))/gi;

function unescapeBody(body: string): string {
  return body.replace(escapedCharacter, (_, hex: string | undefined, octal = '') => String.fromCharCode(hex === undefined ? parseInt(String(octal), 8) : parseInt(hex, 16)));
}

function splitSimple(text: string): readonly string[] {
  let rest = text;
  for (const [from, to] of redirections) rest = rest.replaceAll(from, to);
  for (const separator of separators) rest = rest.replaceAll(separator, '\n');
  return rest.replaceAll('<<<', ' <<< ').replaceAll('>', ' >').split('\n');
}
