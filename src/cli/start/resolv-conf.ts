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

/** Whether it is an address already. */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(hostname);
}

/** The directives of `http{}` by which names are asked for while nginx runs; none without name servers. */
export function renderResolver({ nameservers }: Pick<ResolvConf, 'nameservers'>, hasIpv6: boolean): readonly string[] {
  return nameservers.length === 0 ? [] : [`    resolver ${nameservers.join(' ')} valid=5s${hasIpv6 ? '' : ' ipv6=off'};`, '    resolver_timeout 5s;'];
}
