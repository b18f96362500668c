/**
 * Whether the text matches a pattern in which `*` stands for anything within one segment (no `/`, `?` or `#`)
 * and a `**` at the end for anything at all. Linear: each literal is found once, leftmost. That is enough because
 * a literal with a `/` can only lie at one place a segment's gap reaches, and any other leaves the rest more room.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const open = pattern.endsWith('**');
  const literals = (open ? pattern.slice(0, -2) : pattern).split('*');
  const first = literals[0] ?? '';
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (let index = 1; index < literals.length; index++) {
    const literal = literals[index] ?? '';
    const last = index === literals.length - 1 && !open;
    const found = last ? text.length - literal.length : text.indexOf(literal, at);
    if (found < at || (last && !text.endsWith(literal)) || leavesSegment(text.slice(at, found))) return false;
    at = found + literal.length;
  }
  return open || at === text.length;
}

function leavesSegment(gap: string): boolean {
  return gap.includes('/') || gap.includes('?') || gap.includes('#');
}
