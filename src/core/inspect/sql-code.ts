/** Longer statements are read to here; what is behind it is taken for code as it stands. */
const mostTokens = 2500;
/** Behind this a string names a language. */
const language = /language\s{0,9}$/i;
const elsewhere = /^.(?:s3|gs|gcs|azure|abfss?|https?):/i;

/**
 * What an SQL text runs, with what it only holds taken out: strings become `''`, comments become
 * blanks, names lose their quotes, and `/*! ... *\/`, which MySQL runs, loses its marks. Databases differ in what ends a
 * string or begins a comment, so a text that makes a difference has several readings.
 */
export function sqlCode(text: string): readonly string[] {
  const readings = [read(text, false, false)];
  if (text.includes('\\')) readings.push(read(text, true, false));
  if (text.includes('#')) readings.push(read(text, false, true));
  if (text.includes('\\') && text.includes('#')) readings.push(read(text, true, true));
  return [...new Set(readings)];
}

function read(text: string, escapes: boolean, hashes: boolean): string {
  const next = /['"`[#]|--|\/\*|\*\//g;
  let code = '';
  let kept = 0;
  for (let count = 0; count < mostTokens; count++) {
    const found = next.exec(text);
    if (found === null) break;
    const at = found.index;
    const end = endOf(text, at, found[0], escapes, hashes);
    if (end === undefined) continue;
    code += text.slice(kept, at) + replacement(text.slice(at, Math.min(end, at + 80)), text.slice(Math.max(0, at - 20), at));
    kept = end;
    next.lastIndex = end;
  }
  return code + text.slice(kept);
}

/** Where the token ends that begins with the mark; undefined when the mark is none. */
function endOf(text: string, at: number, mark: string, escapes: boolean, hashes: boolean): number | undefined {
  switch (mark) {
    case "'":
    case '"':
    case '`':
      return endOfString(text, at, mark, escapes);
    case '[':
      return /^\[[\w $.]{1,60}\]/.exec(text.slice(at, at + 62)) === null ? undefined : text.indexOf(']', at) + 1;
    case '/*':
      // MySQL runs what is within, and the mark's own end is met later.
      return text.startsWith('!', at + 2) ? at + 3 + (/^\d{1,6}/.exec(text.slice(at + 3, at + 9))?.[0].length ?? 0) : endAfter(text, '*/', at + 2);
    case '*/':
      return at + 2;
    case '#':
      return hashes ? lineEnd(text, at) : undefined;
    default:
      return lineEnd(text, at);
  }
}

/** A doubled quote goes on as a second string right behind the first, which changes nothing. */
function endOfString(text: string, at: number, quote: string, escapes: boolean): number {
  if (!escapes) return endAfter(text, quote, at + 1);
  const end = quote === "'" ? /\\[^]|'/g : /\\[^]|["`]/g;
  end.lastIndex = at + 1;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) if (found[0] === quote) return found.index + 1;
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

function replacement(token: string, before: string): string {
  if (token.startsWith("'")) return language.test(before) ? token : elsewhere.test(token) ? "'url'" : "''";
  if (token.startsWith('"') || token.startsWith('`') || token.startsWith('[')) return /^.[\w$.]{1,60}.$/.test(token) ? token.slice(1, -1) : "''";
  return ' ';
}
