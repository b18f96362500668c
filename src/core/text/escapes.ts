const escape = /&(?:amp;)*(?:#0{0,8}(\d{1,7});?|#x0{0,8}([0-9a-f]{1,6});?|(period|sol|bsol|colon|percnt|tab|newline);?)|\\u(?:([0-9a-f]{4})|\{0{0,8}([0-9a-f]{1,6})\}|000([0-9a-f]{5}))|\\x([0-9a-f]{2})|0x(2e|2f|5c)/gi;
const beginsEscape = /[&\\]|0x/i;

const named: { readonly [name: string]: string } = {
  period: '.', sol: '/', bsol: '\\', colon: ':', percnt: '%', tab: '\t', newline: '\n',
};

/**
 * Undoes HTML character references, also where their `&` was itself escaped, the `\uXXXX`, `\u{X}`, `\UXXXXXXXX` and `\xXX`
 * escapes of JSON and its kin, and the `0x2e`, `0x2f`, `0x5c` that some filters' decoders know; once.
 */
export function decodeEscapes(text: string): string {
  if (!beginsEscape.test(text)) return text;
  return text.replace(escape, (whole: string, decimal?: string, ...others: (string | undefined)[]) => {
    const [hex, name, unit, braced, long, byte, bare] = others;
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? unit ?? braced ?? long ?? byte ?? bare ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
