/** What an address is to a gateway: a metadata service, something inside, or the public internet. */
export type AddressClass = 'metadata' | 'internal' | 'public';

type Prefix = readonly [base: number, length: number];

/** Addresses at which clouds answer with credentials: AWS, ECS, EKS, Tencent, Scaleway, Azure, Alibaba, Oracle. */
const metadataV4 = [0xa9fea9fe, 0xa9feaa02, 0xa9feaa17, 0xa9fe0017, 0xa9fe2a2a, 0xa83f8110, 0x646464c8, 0xc00000c0];

/** Special-purpose networks of RFC 6890 that are not the public internet; documentation networks lead nowhere. */
const internalV4: readonly Prefix[] = [
  [0x00000000, 8], [0x0a000000, 8], [0x64400000, 10], [0x7f000000, 8], [0xa9fe0000, 16], [0xac100000, 12],
  [0xc0000000, 24], [0xc0586300, 24], [0xc0a80000, 16], [0xc6120000, 15], [0xe0000000, 4], [0xf0000000, 4],
];

/** Tells what an IPv4 address, as an unsigned 32-bit number, leads to. */
export function classifyV4(address: number): AddressClass {
  if (metadataV4.includes(address)) return 'metadata';
  return internalV4.some(([base, length]) => address >>> (32 - length) === base >>> (32 - length)) ? 'internal' : 'public';
}

/**
 * Every IPv4 address a text may mean to some parser: one to four numbers in decimal, octal or hex, the last
 * filling the rest, too large ones cut as C does; empty when it is no such text.
 */
export function readV4(text: string): readonly number[] {
  const parts = text.split('.', 5);
  if (parts.length > 4 || !parts.every((part) => numberPart.test(part))) return [];
  return [...new Set([joinParts(parts, readC), joinParts(parts, readDecimal)])];
}

const numberPart = /^(?:0x[0-9a-f]*|0o[0-7]+|\d+)$/i;

function joinParts(parts: readonly string[], read: (part: string, bits: number) => number): number {
  let address = 0;
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    const bits = last ? 32 - 8 * index : 8;
    address += read(part, bits) * 2 ** (last ? 0 : 24 - 8 * index);
  });
  return address >>> 0;
}

/** As inet_aton: `0x` is hex, a leading zero octal (decimal where a digit rules that out). */
function readC(part: string, bits: number): number {
  if (/^0[xo]/i.test(part)) return cut(part.length === 2 ? '0' : part, bits);
  return cut(/^0[0-7]+$/.test(part) ? `0o${part}` : part, bits);
}

/** As parsers that ignore leading zeros. */
function readDecimal(part: string, bits: number): number {
  return /^\d+$/.test(part) ? cut(part, bits) : readC(part, bits);
}

/** The low bits of a number of any length; the cap keeps BigInt's cost bounded. */
function cut(digits: string, bits: number): number {
  if (digits.length < 15) return Number(digits) % 2 ** bits;
  return digits.length > 64 ? 0 : Number(BigInt.asUintN(bits, BigInt(digits)));
}

/** Reads an IPv6 address (no brackets, zone allowed) as eight groups, or undefined. */
export function readV6(text: string): readonly number[] | undefined {
  if (text.length > 128 || !text.includes(':')) return undefined;
  const zone = text.indexOf('%');
  const halves = (zone < 0 ? text : text.slice(0, zone)).split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(readGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (tail === undefined) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing < 0 ? undefined : [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function readGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(parseInt(part, 16));
    else {
      const addresses = index === parts.length - 1 && part.includes('.') ? readV4(part) : [];
      const [address] = addresses;
      // One that parsers read differently makes the whole no address.
      if (address === undefined || addresses.length > 1) return undefined;
      groups.push(address >>> 16, address & 0xffff);
    }
  }
  return groups;
}

/** Tells what an IPv6 address leads to, looking into the forms that carry an IPv4 address. */
export function classifyV6(groups: readonly number[]): AddressClass {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  if (metadataV6.includes(groups.map((group) => group.toString(16)).join(':'))) return 'metadata';
  const low = ((g << 16) | h) >>> 0;
  if ((e & 0xfdff) === 0 && f === 0x5efe && classifyV4(low) !== 'public') return classifyV4(low); // ISATAP, below any prefix
  if (a === 0x2002) return classifyV4(((b << 16) | c) >>> 0); // 6to4
  if (a === 0x2001 && b === 0) return 'internal'; // Teredo: a tunnel to wherever
  if (a === 0x64 && b === 0xff9b) return c <= 1 && classifyV4(low) !== 'public' ? classifyV4(low) : c === 0 && d === 0 && e === 0 && f === 0 ? 'public' : 'internal'; // NAT64, RFC 6052 and 8215
  if (a === 0 && b === 0 && c === 0 && d === 0) {
    // Mapped, translated and compatible IPv4; `::` and `::1` are 0.0.0.x.
    return (e === 0 && (f === 0 || f === 0xffff)) || (e === 0xffff && f === 0) ? classifyV4(low) : 'internal';
  }
  return (a & 0xe000) === 0x2000 ? 'public' : 'internal'; // only 2000::/3 is global unicast
}

/** AWS (instance, EKS), Google, Scaleway. */
const metadataV6 = ['fd00:ec2:0:0:0:0:0:254', 'fd00:ec2:0:0:0:0:0:23', 'fd20:ce:0:0:0:0:0:254', 'fd00:42:0:0:0:0:0:42'];
