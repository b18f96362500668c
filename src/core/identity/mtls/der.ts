/** Where the content of an element begins and ends. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One element of DER. */
export interface Element extends Range {
  readonly tag: number;
}

/** Tags that certificates are made of (X.690, section 8; context-specific ones as RFC 5280 gives them). */
export const tags = { boolean: 0x01, octets: 0x04, oid: 0x06, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, version: 0xa0, extensions: 0xa3, dns: 0x82, uri: 0x86 } as const;

/** More parts than any certificate has need of. */
const mostParts = 128;

/**
 * The elements that fill a range from end to end; undefined when they do not, or are no DER (X.690, section 10.1): the length of each is
 * definite and in its shortest form. Tags of several bytes are not read, since certificates have none.
 */
export function readElements(bytes: Uint8Array, { start, end }: Range): readonly Element[] | undefined {
  const elements: Element[] = [];
  for (let at = start; at < end; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0;
    // 0x80 is the indefinite length of BER; with three bytes 16 MB are said.
    const more = first < 0x80 ? 0 : first - 0x80;
    if ((tag & 0x1f) === 0x1f || first === 0x80 || more > 3 || elements.length === mostParts) return undefined;
    let length = more === 0 ? first : 0;
    for (let place = 0; place < more; place++) length = length * 256 + (bytes[at + 2 + place] ?? 0);
    if (more > 0 && (length < 0x80 || length < 256 ** (more - 1))) return undefined;
    const from = at + 2 + more;
    at = from + length;
    if (at > end) return undefined;
    elements.push({ tag, start: from, end: at });
  }
  return elements;
}

/** The one element that fills a range, if it has this tag. */
export function readOnly(bytes: Uint8Array, range: Range, tag: number): Element | undefined {
  const [only, ...more] = readElements(bytes, range) ?? [];
  return only?.tag === tag && more.length === 0 ? only : undefined;
}
