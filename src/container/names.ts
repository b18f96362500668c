/** What /etc/resolv.conf says. */
export interface ResolvConf {
  /** As nginx's `resolver` takes them. */
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
}

/** Reads the text of /etc/resolv.conf. */
export function parseResolvConf(text: string): ResolvConf {
  const lines = text.split('\n').map((line) => line.replace(/[#;].*/, '').trim().split(/\s+/));
  const servers = lines.flatMap(([key, address = '']) => (key === 'nameserver' ? [address] : []));
  const options = lines.flatMap(([key, ...values]) => (key === 'options' ? values : []));
  return {
    // nginx knows no scopes of link-local addresses.
    nameservers: servers.filter((address) => /^[\da-f.:]+$/i.test(address)).map((address) => (address.includes(':') ? `[${address}]` : address)),
    search: (lines.findLast(([key]) => key === 'search')?.slice(1) ?? []).filter((domain) => /^[\w.-]+$/.test(domain) && domain !== '.'),
    ndots: Number(options.map((option) => /^ndots:(\d{1,2})$/.exec(option)?.[1]).findLast((value) => value !== undefined) ?? '1'),
  };
}

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

/** Whether it is an address already. */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(hostname);
}

/** The full names a short one may stand for, in the order the system's resolver asks; nginx asks for full names only. */
export function listFullNames(name: string, { search, ndots }: ResolvConf): readonly string[] {
  const dots = name.split('.').length - 1;
  if (name.endsWith('.') || dots >= ndots) return [name.replace(/\.$/, '')];
  return [...search.map((domain) => `${name}.${domain.replace(/\.$/, '')}`), name];
}
