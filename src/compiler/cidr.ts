import ipaddr from 'ipaddr.js';

/** An address range: as written and as its network, both in the same spelling, and the length of its prefix. */
export interface Cidr {
  readonly written: string;
  readonly network: string;
  readonly bits: number;
}

const fourPart = /^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/;

/** Reads an IPv4 or IPv6 range in CIDR form, or one address; `undefined` when it is neither. */
export function readCidr(text: string): Cidr | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const v6 = address.includes(':') && !address.includes('%');
  if (rest.length > 0 || !(v6 || fourPart.test(address)) || !ipaddr.isValid(address)) return undefined;
  const bits = prefix ?? (v6 ? '128' : '32');
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(bits) || Number(bits) > (v6 ? 128 : 32)) return undefined;
  const family = v6 ? ipaddr.IPv6 : ipaddr.IPv4;
  const network = family.networkAddressFromCIDR(`${address}/${bits}`).toString();
  return { written: `${ipaddr.parse(address).toString()}/${bits}`, network: `${network}/${bits}`, bits: Number(bits) };
}
