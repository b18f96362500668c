import { foldToAscii } from './fold.ts';
import { classifyV4, classifyV6, readV4, readV6, type AddressClass } from './ip.ts';
import { decodePercent } from './percent.ts';

/** What a host leads to; `ambiguous` when no resolver would take it as it stands. */
export type HostClass = AddressClass | 'ambiguous';

const metadataName = /^(?:metadata|instance-data|rancher-metadata|metadata\.(?:google\.internal|goog|tencentyun\.com|packet\.net|platformequinix\.com)|instance-data\.ec2\.internal)$/;
const internalSuffix = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|home\.arpa)$/;
/** Public names that are known to resolve to loopback. */
const loopbackName = /(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|localh\.st)$/;
/** Public zones whose names carry the address they resolve to. */
const addressZone = /\.(?:nip\.io|sslip\.io|xip\.io|1u\.ms|rbndr\.us|nip\.dev)$/;

/** Tells what a host, in any spelling, leads to; the worst of its readings counts. */
export function classifyHost(host: string): HostClass {
  const name = plainHost(host);
  const groups = readV6(name);
  if (groups !== undefined) return classifyV6(groups);
  const address = worst(readV4(name));
  if (address !== undefined) return address;
  if (metadataName.test(name)) return 'metadata';
  if (internalSuffix.test(name) || loopbackName.test(name)) return 'internal';
  if (addressZone.test(name)) return classifyAddressName(name);
  if (name === '' || /[\0- "$<>[\]^`{|}%:\\]/.test(name)) return 'ambiguous';
  // A name without a dot is only known to resolvers inside.
  return name.includes('.') ? 'public' : 'internal';
}

/** The host as a resolver gets it: decoded, folded, without brackets, port and trailing dots. */
function plainHost(host: string): string {
  const decoded = foldToAscii(decodePercent(decodePercent(host))).toLowerCase().trim();
  const bracketed = /^\[([^\]]*)\]?/.exec(decoded)?.[1];
  if (bracketed !== undefined) return bracketed;
  const name = /^[^:]*:[^:]*:/.test(decoded) ? decoded : decoded.replace(/:\d*$/, '');
  return name.endsWith('.') ? name.replace(/(?<!\.)\.+$/, '') : name;
}

function worst(addresses: readonly number[]): AddressClass | undefined {
  const classes = addresses.map(classifyV4);
  return classes.find((one) => one === 'metadata') ?? classes.find((one) => one === 'internal') ?? classes[0];
}

/** `10-0-0-1.nip.io`, `app.10.0.0.1.nip.io`, `7f000001.nip.io`. */
function classifyAddressName(name: string): AddressClass {
  const dotted = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?=[.-])/.exec(name);
  if (dotted !== null) return worst(readV4(dotted.slice(1).join('.'))) ?? 'public';
  const hex = /(?:^|[.-])([0-9a-f]{8})\./.exec(name)?.[1];
  return hex === undefined ? 'public' : classifyV4(parseInt(hex, 16));
}
