const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;

/** More hops from string to string than this would hold the worker for over 10 ms; such a body is refused. */
export const hopBudget = 40_000;

/** Text with more colons than this is counted string by string: full of colons, it may have few strings. */
const mostColons = 2000;

/**
 * Counts `"` followed by `:` in JSON text: at least the number of members, and more only where a string begins
 * with a colon. Hops from colon to colon, since finding a byte is native in QuickJS, and neither looping nor searching strings is as fast.
 * Returns -1 when there are too many colons for that.
 */
export function countKeyCandidates(bytes: Uint8Array): number {
  let count = 0;
  let hops = 0;
  for (let at = bytes.indexOf(colon); at > 0; at = bytes.indexOf(colon, at + 1)) {
    if (++hops > mostColons) return -1;
    let end = at - 1;
    if (bytes[end] !== quote) {
      while (isSpace(bytes[end])) end--;
      if (bytes[end] !== quote) continue;
    }
    if (bytes[end - 1] !== backslash || !isEscaped(bytes, end)) count++;
  }
  return count;
}

/**
 * Counts the members of all objects in valid JSON text exactly, by walking from string to string.
 * Returns -1 when the hop budget is spent.
 */
export function countKeys(bytes: Uint8Array): number {
  let count = 0;
  return walkKeys(bytes, () => ++count > 0) ? count : -1;
}

/**
 * Whether a key in valid JSON text spells an ASCII character as `\u00xx`: filters that look at raw text are fooled by
 * it, and no client writes it. Spending the hop budget counts as yes.
 */
export function hasDisguisedKey(bytes: Uint8Array): boolean {
  return !walkKeys(bytes, (from, to) => !spellsAscii(bytes, from, to));
}

/** Calls `visit` with the bounds of every key, string by string; false when it returned false or the hops ran out. */
function walkKeys(bytes: Uint8Array, visit: (from: number, to: number) => boolean): boolean {
  let hops = 0;
  for (let open = bytes.indexOf(quote); open >= 0; ) {
    let close = bytes.indexOf(quote, open + 1);
    while (close >= 0 && isEscaped(bytes, close)) {
      if (++hops > hopBudget) return false;
      close = bytes.indexOf(quote, close + 1);
    }
    if (close < 0 || ++hops > hopBudget) return false;
    if (isFollowedByColon(bytes, close) && !visit(open + 1, close)) return false;
    open = bytes.indexOf(quote, close + 1);
  }
  return true;
}

function spellsAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = bytes.indexOf(backslash, from); at >= 0 && at < to; at = bytes.indexOf(backslash, at + 2)) {
    const isLow = bytes[at + 2] === 0x30 && bytes[at + 3] === 0x30 && (bytes[at + 4] ?? 0) < 0x38;
    if (bytes[at + 1] === 0x75 && isLow) return true;
  }
  return false;
}

function isFollowedByColon(bytes: Uint8Array, close: number): boolean {
  let at = close + 1;
  while (isSpace(bytes[at])) at++;
  return bytes[at] === colon;
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let before = at - 1;
  while (bytes[before] === backslash) before--;
  return (at - before) % 2 === 0;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
