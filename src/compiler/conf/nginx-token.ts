/** Longest piece of a value: nginx reads no token beyond its 4,096-byte buffer. */
export const longestToken = 3500;

/**
 * Writes a JSON text so that nginx takes it literally in single quotes: within its strings everything that nginx
 * or an editor could read otherwise becomes `\uXXXX`, which the parser undoes.
 */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/\\(?:u[0-9a-f]{4}|(["\\/bfnrt]))/g, (escape, short: string | undefined) => (short === undefined ? escape : unicodeEscape(shortEscapes[short] ?? '')))
    .replace(/['$\u007F-\uFFFF]/g, unicodeEscape);
}

const shortEscapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Cuts an escaped JSON text into pieces that each fit one token, never inside an escape. */
export function splitToken(text: string): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  while (text.length - at > longestToken) {
    let end = at + longestToken;
    const escape = text.lastIndexOf('\\', end - 1);
    if (escape > end - 6) end = escape;
    pieces.push(text.slice(at, end));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces;
}

/** Quotes text that holds no quote, backslash or dollar sign. */
export function quote(text: string): string {
  return `'${text}'`;
}

/** Escapes a text for a regular expression of nginx, within double quotes there. */
export function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
