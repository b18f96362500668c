/** A string, or a bracket. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g;
const colonNext = /\s*:/y;

/** Longer text takes too long to be looked at string by string: 10 MiB would hold the worker for a second. */
const longest = 262_144;

/**
 * Whether the objects of valid JSON text, down to this depth (1 is the outermost), have each key once, however it is spelled:
 * then they say the same to parsers that take the first of equal keys and to those that take the last. Linear; text too long
 * for it counts as no.
 */
export function hasPlainKeys(text: string, deepest: number): boolean {
  if (text.length > longest) return false;
  const seen: Set<string>[] = [];
  let depth = 0;
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{' || found === '[') {
      depth++;
      if (depth <= deepest) seen[depth] = new Set();
    } else if (found === '}' || found === ']') depth--;
    else if (depth <= deepest && isKey(text, token.lastIndex)) {
      const key = found.includes('\\') ? JSON.stringify(JSON.parse(found)) : found;
      if (seen[depth]?.has(key) === true) return false;
      seen[depth]?.add(key);
    }
  }
  return true;
}

function isKey(text: string, end: number): boolean {
  colonNext.lastIndex = end;
  return colonNext.test(text);
}
