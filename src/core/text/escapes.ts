const escape = /&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|&(period|sol|bsol|colon|percnt|tab|newline|apos|quot);|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi;

const named: { readonly [name: string]: string } = {
  period: '.', sol: '/', bsol: '\\', colon: ':', percnt: '%', tab: '\t', newline: '\n', apos: "'", quot: '"',
};

/** Undoes HTML character references and the `\uXXXX` and `\xXX` escapes of JSON and its kin, once. */
export function decodeEscapes(text: string): string {
  if (!text.includes('&') && !text.includes('\\')) return text;
  return text.replace(
    escape,
    (whole: string, decimal?: string, hex?: string, name?: string, unit?: string, byte?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? unit ?? byte ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
