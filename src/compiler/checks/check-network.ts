import { readCidr } from '../cidr.ts';
import type { PolicySource } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';

const hostShape = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?(?::[0-9]{1,5})?$|^\[[0-9a-f:.]+\](?::[0-9]{1,5})?$/i;
const originShape = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i;

/** Checks who is believed and who is answered: trusted hops, `Host` and `Origin` lists. */
export function checkNetwork({ identity, http }: PolicySource, report: Report): void {
  const hops = identity?.trusted_hops ?? [];
  for (const [index, hop] of hops.entries()) checkHop(hop, ['identity', 'trusted_hops', index], report);
  for (const [index, host] of (http?.hosts ?? []).entries()) checkHost(host, ['http', 'hosts', index], report);
  for (const [index, origin] of (http?.origins ?? []).entries()) {
    if (originShape.test(origin)) continue;
    const hint = origin === '*' ? 'list the origins: any web page could use the servers otherwise' : 'write scheme, host and port only: `https://app.example.com`';
    report({ severity: 'error', path: ['http', 'origins', index], message: `\`${origin}\` is not an origin`, hint });
  }
}

function checkHop(hop: string, path: Path, report: Report): void {
  const cidr = readCidr(hop);
  if (cidr === undefined) {
    report({ severity: 'error', path, message: `\`${hop}\` is not an address range`, hint: 'write it as CIDR: `10.0.0.0/8`, `"::1/128"`' });
  } else if (cidr.network !== cidr.written) {
    report({ severity: 'error', path, message: `\`${hop}\` has bits set outside its network`, hint: `did you mean \`${cidr.network}\`?` });
  } else if (cidr.bits === 0) {
    report({ severity: 'warning', path, message: 'every address is a trusted hop, so any client can claim any role', hint: 'name only the proxies that set the role header' });
  }
}

/** Checks a host pattern of an allow-list: a name, `*.` before one, an address, with or without port. */
export function checkHost(host: string, path: Path, report: Report): void {
  if (hostShape.test(host)) return;
  const hint = host.includes('/') ? 'write the host only, without scheme and path' : 'write `api.example.com`, `*.example.com` or `[::1]`, in ASCII (punycode), with `:port` if need be';
  report({ severity: 'error', path, message: `\`${host}\` is not a host pattern`, hint });
}
