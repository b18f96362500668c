import { isAddress, type ResolvConf } from '../cli/start/resolv-conf.ts';
import { findInHosts, listFullNames } from './names.ts';
import type { Placed } from './gateway-conf.ts';

/** What of the container decides where a name leads. */
export interface NameSources {
  readonly hosts: string;
  readonly resolvConf: ResolvConf;
  /** Whether the name servers know this full name now. */
  readonly isKnown: (fullName: string) => boolean;
}

/** Where a server of this host name is to be looked for; a text says why that cannot be known. */
export function findTarget(hostname: string, { hosts, resolvConf, isKnown }: NameSources): Placed['target'] | string {
  if (isAddress(hostname)) return { kind: 'address', host: hostname };
  const fixed = findInHosts(hosts, hostname);
  if (fixed !== undefined) return { kind: 'address', host: fixed };
  if (resolvConf.nameservers.length === 0) return `/etc/resolv.conf names no name server to ask for ${hostname}`;
  const names = listFullNames(hostname, resolvConf);
  // The server may come up later; then the first name is the one a program of the container would find, too.
  return { kind: 'name', host: names.find((name) => names.length > 1 && isKnown(`${name}.`)) ?? names[0] ?? hostname };
}
