/** A string, or a bracket. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g;
const colonNext = /\s*:/y;

/**
 * Whether the objects of valid JSON text, down to this depth (1 is the outermost), have each key once and none written with
 * escapes: then they say the same to parsers that take the first of equal keys and to those that take the last. Linear.
 */
export function hasPlainKeys(text: string, deepest: number): boolean {
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
      if (found.includes('\\') || seen[depth]?.has(found) === true) return false;
      seen[depth]?.add(found);
    }
  }
  return true;
}

function isKey(text: string, end: number): boolean {
  colonNext.lastIndex = end;
  return colonNext.test(text);
}
