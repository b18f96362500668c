import type { ResolvConf } from '../cli/start/resolv-conf.ts';

/** The address /etc/hosts gives a name, IPv4 first; nginx does not read that file while it runs. */
export function findInHosts(text: string, name: string): string | undefined {
  const found = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([, ...names]) => names.some((known) => known.toLowerCase() === name.toLowerCase()))
    .map(([address = '']) => address);
  const address = found.find((text) => text.includes('.')) ?? found[0];
  return address?.includes(':') === true ? `[${address}]` : address;
}

/** The full names a short one may stand for, in the order the system's resolver asks; nginx asks for full names only. */
export function listFullNames(name: string, { search, ndots }: ResolvConf): readonly string[] {
  const dots = name.split('.').length - 1;
  if (name.endsWith('.') || dots >= ndots) return [name.replace(/\.$/, '')];
  return [...search.map((domain) => `${name}.${domain.replace(/\.$/, '')}`), name];
}
