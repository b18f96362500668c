const beyondAscii = /[^\0-\x7f]/;
const foldable = /[\u00ad\u00b2\u00b3\u00b9\u200b-\u200d\u2024\u2025\u2044\u2060\u2070-\u2089\u210a-\u2134\u2215\u2216\u2460-\u249b\u24b6-\u24ea\u29f5\u29f8\u3002\ufe52\ufe68\ufeff\uff01-\uff5e\uff61\u{1d400}-\u{1d7ff}]/gu;

/**
 * Turns the characters that compatibility mappings (NFKC, IDNA, best-fit code pages) read as ASCII into that
 * ASCII, and drops the ones they ignore. QuickJS builds may lack `normalize`, so only what matters here.
 */
export function foldToAscii(text: string): string {
  return beyondAscii.test(text) ? text.replace(foldable, foldCharacter) : text;
}

/** Characters whose mapping has no pattern. */
const singles: { readonly [character: string]: string } = {
  '\u00b2': '2', '\u00b3': '3', '\u00b9': '1', '\u2024': '.', '\u2025': '..', '\u2044': '/', '\u2071': 'i',
  '\u2215': '/', '\u2216': '\\', '\u24ea': '0', '\u29f5': '\\', '\u29f8': '/', '\u3002': '.', '\ufe52': '.',
  '\ufe68': '\\', '\uff61': '.', '\u210a': 'g', '\u210b': 'h', '\u210c': 'h', '\u210d': 'h', '\u210e': 'h',
  '\u2110': 'i', '\u2111': 'i', '\u2112': 'l', '\u2113': 'l', '\u2115': 'n', '\u2119': 'p', '\u211a': 'q',
  '\u211b': 'r', '\u211c': 'r', '\u211d': 'r', '\u2124': 'z', '\u2128': 'z', '\u212a': 'k', '\u212c': 'b',
  '\u212d': 'c', '\u212f': 'e', '\u2130': 'e', '\u2131': 'f', '\u2133': 'm', '\u2134': 'o', '\u00ad': '',
  '\u200b': '', '\u200c': '', '\u200d': '', '\u2060': '', '\ufeff': '',
};

function foldCharacter(character: string): string {
  const single = singles[character];
  if (single !== undefined) return single;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code >= 0x2460 && code <= 0x2473) return String(code - 0x245f);
  if (code >= 0x2474 && code <= 0x2487) return `(${code - 0x2473})`;
  if (code >= 0x2488 && code <= 0x249b) return `${code - 0x2487}.`;
  if (code >= 0x24b6 && code <= 0x24e9) return letter((code - 0x24b6) % 26);
  if (code >= 0x2070 && code <= 0x2079) return String(code - 0x2070);
  if (code >= 0x2080 && code <= 0x2089) return String(code - 0x2080);
  if (code >= 0x1d7ce) return String((code - 0x1d7ce) % 10);
  if (code >= 0x1d400 && code <= 0x1d6a3) return letter((code - 0x1d400) % 26);
  return character;
}

function letter(index: number): string {
  return String.fromCharCode(0x61 + index);
}
