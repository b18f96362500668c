/**
 * Undoes percent-encoding once, as the most forgiving decoder would: `%XX` in UTF-8 including overlong
 * forms (`%c0%ae` is a dot to some), `%uXXXX`; malformed escapes and undecodable bytes stay as they are, since the rest of
 * the character may come out when one decodes again.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%u([0-9a-f]{4})|(?:%[0-9a-f]{2})+/gi, (run: string, unit: string | undefined) => {
    if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
    // Without a byte above 0x7f this cannot throw, and it is native.
    return /%[89a-f]/i.test(run) ? decodeBytes(run) : decodeURIComponent(run);
  });
}

const percentSign = 0x25;

function decodeBytes(run: string): string {
  const bytes = run.slice(1).split('%').map((hex) => parseInt(hex, 16));
  const characters: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const from = at;
    const lead = bytes[at++] ?? 0;
    if (lead < 0x80) {
      characters.push(String.fromCharCode(lead));
      continue;
    }
    let more = continuationCount(lead);
    let code = more === 0 ? -1 : lead & (0x3f >> more);
    // C0 and C1 begin nothing valid; old decoders take any byte as their second (`%c0%2e`), but a percent sign may begin the second.
    const anySecond = lead === 0xc0 || lead === 0xc1;
    for (; more > 0; more--) {
      const next = bytes[at];
      if (next === undefined || ((next & 0xc0) !== 0x80 && (!anySecond || next === percentSign))) {
        code = -1;
        break;
      }
      code = (code << 6) | (next & 0x3f);
      at++;
    }
    // Of a malformed sequence only the lead is sure to be none of a character.
    if (code < 0 || code > 0x10ffff) at = from + 1;
    characters.push(code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : run.slice(3 * from, 3 * at));
  }
  return characters.join('');
}

/** How many bytes follow this lead byte, by the original UTF-8 with its five- and six-byte forms. */
function continuationCount(lead: number): number {
  if (lead < 0xc0 || lead > 0xfd) return 0;
  if (lead < 0xe0) return 1;
  if (lead < 0xf0) return 2;
  if (lead < 0xf8) return 3;
  return lead < 0xfc ? 4 : 5;
}
