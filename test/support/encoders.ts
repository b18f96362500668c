/** Writes one character in a way that some decoder undoes; undefined where it has none for it. */
export type Encoder = (character: string) => string | undefined;

const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0');
const bytes = (...values: readonly number[]): string => values.map((value) => `%${hex(value, 2)}`).join('');
const ascii =
  (write: (code: number) => string): Encoder =>
  (character) => {
    const code = character.charCodeAt(0);
    return code > 0x20 && code < 0x7f ? write(code) : undefined;
  };
const oneOf =
  (table: { readonly [character: string]: string }): Encoder =>
  (character) =>
    table[character];

/** Every encoding that core claims to undo (docs/architecture.md). Pure, for vitest and QuickJS alike. */
export const encoders: { readonly [name: string]: Encoder } = {
  percent: ascii((code) => bytes(code)),
  'percent in capitals': ascii((code) => bytes(code).toUpperCase()),
  'percent twice': ascii((code) => `%25${hex(code, 2)}`),
  'percent of Microsoft': ascii((code) => `%u${hex(code, 4)}`),
  'percent, full width': ascii((code) => `%u${hex(code + 0xfee0, 4)}`),
  'overlong in two': ascii((code) => bytes(0xc0 | (code >> 6), 0x80 | (code & 0x3f))),
  'overlong in three': ascii((code) => bytes(0xe0, 0x80 | (code >> 6), 0x80 | (code & 0x3f))),
  'overlong in four': ascii((code) => bytes(0xf0, 0x80, 0x80 | (code >> 6), 0x80 | (code & 0x3f))),
  'character reference': ascii((code) => `&#${code};`),
  'character reference in hex': ascii((code) => `&#x${hex(code, 2)};`),
  'character reference with zeros': ascii((code) => `&#x0000${hex(code, 2)};`),
  'character reference, escaped': ascii((code) => `&amp;#${code};`),
  'named reference': oneOf({ '.': '&period;', '/': '&sol;', '\\': '&bsol;', ':': '&colon;', '%': '&percnt;' }),
  'JSON escape': ascii((code) => `\\u${hex(code, 4)}`),
  'JavaScript escape': ascii((code) => `\\x${hex(code, 2)}`),
  'escape in braces': ascii((code) => `\\u{${hex(code, 2)}}`),
  'long escape': ascii((code) => `\\U${hex(code, 8)}`),
  'hex of filters': oneOf({ '.': '0x2e', '/': '0x2f', '\\': '0x5c' }),
  'full width': ascii((code) => String.fromCharCode(code + 0xfee0)),
  'full width in UTF-8': ascii((code) => encodeURIComponent(String.fromCharCode(code + 0xfee0))),
  'look-alike dots and slashes': oneOf({ '.': '\u2024', '/': '\u2215', '\\': '\u2216' }),
  'other dots and slashes': oneOf({ '.': '\ufe52', '/': '\u2044', '\\': '\ufe68' }),
  backslash: oneOf({ '/': '\\' }),
  capitals: (character) => character.toUpperCase(),
};

/** Encodes the characters that `chosen` picks by their position; what an encoder cannot write stays. */
export function encode(text: string, encoder: Encoder, chosen: (position: number) => boolean = () => true): string {
  return Array.from(text, (character, position) => (chosen(position) ? (encoder(character) ?? character) : character)).join('');
}

/** Paths that are attacks however they are written. */
export const attackPaths = ['../../etc/passwd', '/etc/shadow', '/srv/data/../../home', '../secret/x', '/home/ann/.ssh/id_rsa', 'c:/windows/win.ini', '/proc/self/environ'] as const;
