import ipaddr from 'ipaddr.js';
import { readCidr } from '../cidr.ts';
import type { ArgumentSource, IdentitySource, PolicySource, Table } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';
import { claimOf, knowsClaims, knowsNames } from './claims.ts';
import { networksAround, nobody } from './networks.ts';
import { completeTime } from './times.ts';
import type { WhenSource } from './when-source.ts';

interface Granted {
  readonly when?: WhenSource;
  readonly arguments?: Table<ArgumentSource>;
}

/** Checks the conditions of all grants: that each can be met, and that what it asks of the caller can be known. */
export function checkConditions({ identity = {}, servers }: PolicySource, report: Report): void {
  for (const [name, server] of Object.entries(servers)) {
    const path = ['servers', name];
    const check = (granted: Granted, at: Path): void => {
      checkWhen(granted.when, [...path, ...at, 'when'], report);
      checkEquals(granted.arguments, [...path, ...at, 'arguments'], identity, report);
    };
    check({ ...(server.when && { when: server.when }) }, []);
    for (const [tool, granted] of Object.entries(server.tools ?? {})) check(granted, ['tools', tool]);
    for (const [prompt, granted] of Object.entries(server.prompts ?? {})) check(granted, ['prompts', prompt]);
    for (const [index, granted] of (server.resources ?? []).entries()) check(granted, ['resources', index]);
  }
}

function checkWhen({ networks = [], times = [] }: WhenSource = {}, path: Path, report: Report): void {
  for (const [index, text] of networks.entries()) {
    const fault = explainNetwork(text);
    if (fault !== undefined) report({ severity: 'error', path: [...path, 'networks', index], message: `\`${text}\` ${fault.message}`, hint: fault.hint });
  }
  for (const [index, time] of times.entries()) {
    const { from, to } = completeTime(time);
    if (from === to) report({ severity: 'error', path: [...path, 'times', index], message: `from \`${from}\` to \`${to}\` is no time, or all of it`, hint: 'leave out both for the whole day' });
  }
}

function explainNetwork(text: string): { readonly message: string; readonly hint: string } | undefined {
  const cidr = readCidr(text);
  if (cidr === undefined) return { message: 'is not an address range', hint: 'write it as CIDR: `10.0.0.0/8`, `"fd00::/8"`' };
  if (cidr.network !== cidr.written) return { message: 'has bits set outside its network', hint: `did you mean \`${cidr.network}\`?` };
  if (cidr.bits === 0) return { message: 'is every address', hint: 'name the networks that are meant, or leave `networks` out' };
  if (networksAround(cidr.network, new Map([[nobody, 0]])).length > 0) return { message: 'is an address that no client has', hint: 'leave it out' };
  const [address = ''] = cidr.network.split('/');
  const isMapped = address.includes(':') && ipaddr.IPv6.parse(address).isIPv4MappedAddress();
  return isMapped ? { message: 'is IPv4 written as IPv6', hint: 'write it as IPv4: nginx takes such an address for one' } : undefined;
}

function checkEquals(args: Table<ArgumentSource> = {}, path: Path, identity: IdentitySource, report: Report): void {
  for (const [name, { equals }] of Object.entries(args)) {
    const at = [...path, name, 'equals'];
    if (equals === undefined) continue;
    if (equals !== 'subject' && claimOf(equals) === undefined) {
      report({ severity: 'error', path: at, message: `\`${equals}\` names no claim`, hint: 'write names with dots between them, `\\.` for a dot within one: `claim.tenant`, `claim.org.id`' });
    } else if (equals === 'subject' ? !knowsNames(identity) : !knowsClaims(identity)) {
      const [what, hint] = equals === 'subject' ? ['name', 'callers with keys have one: docs/identity.md'] : ['claims', 'callers with tokens have them: docs/identity.md'];
      report({ severity: 'warning', path: at, message: `no way in use to know a caller tells its ${what}, so every call is denied`, hint });
    }
  }
}
