const plainStep = /^[A-Za-z0-9_$.-]+$/;
/** What a terminal, or a reader, would not take as it stands. */
const unshowable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu;

/** The way to a value as people write it: `inputSchema.properties.path`. */
export function showPath(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' || plainStep.test(step) ? String(step) : showText(JSON.stringify(step)))).join('.');
}

/** Text with invisible, bidirectional and control characters, except line ends, spelt as `\u{200b}`. */
export function showText(text: string): string {
  return text.replace(unshowable, (character) => (character === '\n' ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`));
}
