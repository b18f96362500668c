const escapeAs = (pattern: RegExp, escape: (unit: string) => string) => (text: string): string => JSON.stringify(text).slice(1, -1).replace(pattern, escape);
const hex = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const quoted = (write: (text: string) => string) => (text: string): string => `"${write(text)}"`;

/** How servers write a string as JSON, and how one could that hides something: each says the same. */
export const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': JSON.stringify,
  // Python.
  'with escapes beyond ASCII': quoted(escapeAs(/[\u0080-\uffff]/g, hex)),
  // PHP.
  'with escaped slashes': quoted(escapeAs(/\//g, () => '\\/')),
  // Go; .NET.
  'with escapes for HTML': quoted(escapeAs(/[<>&]/g, hex)),
  'with escapes for scripts': quoted(escapeAs(/\\"|[<>&'+`]/g, (unit) => hex(unit.slice(-1)).toUpperCase().replace('\\U', '\\u'))),
  'in escapes alone': (text) => `"${Array.from({ length: text.length }, (_, at) => hex(text.charAt(at))).join('')}"`,
};
