import { foldDigits } from './digits.ts';
import { foldToAscii } from './fold.ts';
import { addressZone, internalEnding, loopbackName } from './host-names.ts';
import { classifyV4, classifyV6, readV4, readV6, type AddressClass } from './ip.ts';
import { decodePercent } from './percent.ts';

/**
 * What a host leads to; `disguised` when it is a public address in a spelling that nobody writes but to hide it, `ambiguous`
 * when no resolver would take it as it stands.
 */
export type HostClass = AddressClass | 'disguised' | 'ambiguous';

/** From the worst to the most harmless. */
const byHarm: readonly HostClass[] = ['metadata', 'internal', 'disguised', 'ambiguous', 'public'];

const metadataName = /^(?:metadata|instance-data|rancher-metadata|metadata\.(?:google\.internal|goog|tencentyun\.com|packet\.net|platformequinix\.com)|instance-data\.ec2\.internal)$/;
const internalSuffix = new RegExp(`(?:^|\\.)(?:${internalEnding}|${loopbackName})$`);
const inAddressZone = new RegExp(`\\.(?:${addressZone})$`);
/** What no host holds; some clients cut it off there. */
const delimiter = /[/\\?#@]/;
const noHost = /[\0- "$<>[\]^`{|}%:\\!;,&*()']|^\.|\.\./;
/** Ends as an address does, and is none. */
const brokenAddress = /\.(?:\d+|0x[\da-f]*)$/;
const plainV4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;

/** Tells what a host, in any spelling, leads to; the worst of its readings counts. */
export function classifyHost(host: string): HostClass {
  const decoded = decodeHost(host);
  if (!delimiter.test(decoded)) return classifyName(plainHost(decoded));
  const parts = decoded.split(delimiter).filter((part) => /[.:]|^localhost|^metadata|^0x|^\d+$/.test(part));
  return worst(['ambiguous', ...parts.slice(0, mostParts).map((part) => classifyName(plainHost(part)))]);
}

const mostParts = 8;

function classifyName(name: string): HostClass {
  const groups = readV6(name);
  if (groups !== undefined) return classifyV6(groups);
  const addresses = readV4(name);
  if (addresses.length > 0) return worst([...addresses.map(classifyV4), plainV4.test(name) ? 'public' : 'disguised']);
  if (brokenAddress.test(name) || (name.includes(':') && /^[\da-fx:.]+(?:%|$)/.test(name))) return 'disguised';
  if (metadataName.test(name)) return 'metadata';
  if (internalSuffix.test(name)) return 'internal';
  if (inAddressZone.test(name)) return classifyAddressName(name);
  if (name === '' || noHost.test(name)) return 'ambiguous';
  // A name without a dot is only known to resolvers inside.
  if (!name.includes('.')) return 'internal';
  // Below zones that nobody has listed the address stands in the name all the same: `127.0.0.1.example.com`.
  const carried = carriedAddress.exec(name)?.[1];
  return carried === undefined ? 'public' : worst(readV4(carried).map(classifyV4));
}

const carriedAddress = /(?:^|\.)(\d{1,3}(?:\.\d{1,3}){3})\./;

/** Decoded until nothing changes, a bounded number of times, and folded, digits of all scripts too. */
function decodeHost(host: string): string {
  let decoded = host;
  for (let pass = 0; pass < 3 && decoded.includes('%'); pass++) decoded = decodePercent(decoded);
  return foldDigits(foldToAscii(decoded)).toLowerCase().trim();
}

/** The host as a resolver gets it: without brackets, port and trailing dots. */
function plainHost(decoded: string): string {
  const bracketed = /^\[([^\]]*)\]?/.exec(decoded)?.[1];
  if (bracketed !== undefined) return bracketed;
  const name = /^[^:]*:[^:]*:/.test(decoded) ? decoded : decoded.replace(/:\d*$/, '');
  return name.endsWith('.') ? name.replace(/(?<!\.)\.+$/, '') : name;
}

function worst(classes: readonly HostClass[]): HostClass {
  return byHarm.find((one) => classes.includes(one)) ?? 'public';
}

/** `10-0-0-1.nip.io`, `app.10.0.0.1.nip.io`, `7f000001.nip.io`; a name that shows no address hides it. */
function classifyAddressName(name: string): HostClass {
  const dotted = [...name.matchAll(/(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?=[.-])/g)].map((found) => found.slice(1, 5).join('.'));
  const hex = [...name.matchAll(/(?:^|[.-])(?:0x)?([0-9a-f]{8})(?=\.)/g)].map((found) => String(parseInt(found[1] ?? '', 16)));
  const addresses = [...dotted, ...hex].flatMap(readV4);
  return addresses.length === 0 ? 'internal' : worst(addresses.map(classifyV4));
}
