/**
 * Undoes percent-encoding once, as the most forgiving decoder would: `%XX` in UTF-8 including overlong
 * forms (`%c0%ae` is a dot to some), `%uXXXX`; malformed escapes stay as they are, undecodable bytes become U+FFFD.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%u([0-9a-f]{4})|(?:%[0-9a-f]{2})+/gi, (run: string, unit: string | undefined) => {
    if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
    // Without a byte above 0x7f this cannot throw, and it is native.
    return /%[89a-f]/i.test(run) ? decodeBytes(run) : decodeURIComponent(run);
  });
}

function decodeBytes(run: string): string {
  let text = '';
  let at = 0;
  const length = run.length / 3;
  const byteAt = (index: number): number => parseInt(run.slice(index * 3 + 1, index * 3 + 3), 16);
  while (at < length) {
    const lead = byteAt(at++);
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    let more = continuationCount(lead);
    let code = more === 0 ? 0xfffd : lead & (0x3f >> more);
    // C0 and C1 begin nothing valid; old decoders take any byte as their second (`%c0%2e`).
    const anySecond = lead === 0xc0 || lead === 0xc1;
    for (; more > 0; more--) {
      const next = at < length ? byteAt(at) : 0;
      if ((next & 0xc0) !== 0x80 && !(anySecond && at < length)) {
        code = 0xfffd;
        break;
      }
      code = (code << 6) | (next & 0x3f);
      at++;
    }
    text += code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

/** How many bytes follow this lead byte, by the original UTF-8 with its five- and six-byte forms. */
function continuationCount(lead: number): number {
  if (lead < 0xc0 || lead > 0xfd) return 0;
  if (lead < 0xe0) return 1;
  if (lead < 0xf0) return 2;
  if (lead < 0xf8) return 3;
  return lead < 0xfc ? 4 : 5;
}
