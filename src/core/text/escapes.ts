const escape =
  /&(?:amp;)*(?:#0{0,8}(\d{1,7});?|#x0{0,8}([\da-f]{1,6});?|(period|sol|bsol|colon|percnt|tab|newline|apos|quot);?)|\\u(?:([\da-f]{4})|\{0{0,8}([\da-f]{1,6})\})|\\x([\da-f]{2})|(?<!%[\da-f])0x(2e|2f|5c)/gi;
/** Python's and C's; apart, since all others ignore case. */
const longEscape = /\\U000([\da-fA-F]{5})/g;
const beginsEscape = /[&\\]|0x/i;

const named: { readonly [name: string]: string } = {
  period: '.', sol: '/', bsol: '\\', colon: ':', percnt: '%', tab: '\t', newline: '\n', apos: "'", quot: '"',
};

/**
 * Undoes HTML character references, also where their `&` was itself escaped, the `\uXXXX`, `\u{X}`, `\UXXXXXXXX` and `\xXX`
 * escapes of JSON and its kin, and the `0x2e`, `0x2f`, `0x5c` that some filters' decoders know; once.
 */
export function decodeEscapes(text: string): string {
  if (!beginsEscape.test(text)) return text;
  const shorter = text.replace(longEscape, '\\u{$1}');
  return shorter.replace(escape, (whole: string, decimal?: string, ...others: (string | undefined)[]) => {
    const [hex, name, unit, braced, byte, bare] = others;
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? unit ?? braced ?? byte ?? bare ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** Whether {@link decodeEscapes} would change the text: what is left of it depends on which of them a reader knows. */
export function hasEscapes(text: string): boolean {
  return decodeEscapes(text) !== text;
}
