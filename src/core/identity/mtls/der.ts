/** One element of DER: its tag, and where its content begins and ends. */
export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Tags that certificates are made of (X.690, section 8; context-specific ones as RFC 5280 gives them). */
export const tags = { boolean: 0x01, octets: 0x04, oid: 0x06, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, version: 0xa0, extensions: 0xa3, dns: 0x82, uri: 0x86 } as const;

/** More parts than any certificate has need of. */
const mostParts = 128;

/**
 * The elements that fill a range from end to end; undefined when they do not, or are no DER (X.690, section 10.1): the length of each is
 * definite and in its shortest form. Tags of several bytes are not read, since certificates have none.
 */
export function readElements(bytes: Uint8Array, { start, end }: Omit<Element, 'tag'>): readonly Element[] | undefined {
  const elements: Element[] = [];
  for (let at = start; at < end; ) {
    const element = readElement(bytes, at, end);
    if (element === undefined || elements.length === mostParts) return undefined;
    elements.push(element);
    at = element.end;
  }
  return elements;
}

/** The one element that fills a range, if it has this tag. */
export function readOnly(bytes: Uint8Array, range: Omit<Element, 'tag'>, tag: number): Element | undefined {
  const [only, ...more] = readElements(bytes, range) ?? [];
  return only?.tag === tag && more.length === 0 ? only : undefined;
}

function readElement(bytes: Uint8Array, at: number, end: number): Element | undefined {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1] ?? 0;
  if (at + 2 > end || (tag & 0x1f) === 0x1f) return undefined;
  if (first < 0x80) return bound(tag, at + 2, first, end);
  const count = first - 0x80;
  // 0x80 alone is the indefinite length of BER; three bytes are 16 MB.
  if (count < 1 || count > 3 || at + 2 + count > end) return undefined;
  let length = 0;
  for (let place = 0; place < count; place++) length = length * 256 + (bytes[at + 2 + place] ?? 0);
  return length < 0x80 || length < 256 ** (count - 1) ? undefined : bound(tag, at + 2 + count, length, end);
}

function bound(tag: number, start: number, length: number, end: number): Element | undefined {
  return start + length > end ? undefined : { tag, start, end: start + length };
}
