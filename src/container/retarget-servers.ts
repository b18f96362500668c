import type { Upstreams } from './upstreams.ts';

/** The policy as it was read, of whatever shape, its servers at the addresses MCP_UPSTREAM gives: path, and Host where none is set. */
export function retargetServers(policy: unknown, upstreams: Exclude<Upstreams, { readonly kind: 'wrong' }>): unknown {
  if (!isTable(policy) || !isTable(policy['servers'])) return policy;
  const servers = Object.entries(policy['servers']);
  const urlOf = (name: string) => (upstreams.kind === 'named' ? upstreams.urls.get(name) : servers.length === 1 ? upstreams.url : undefined);
  const retargeted = servers.map(([name, server]) => {
    const url = urlOf(name);
    if (url === undefined || !isTable(server)) return [name, server] as const;
    return [name, { host: url.host, ...server, ...(url.pathname === '/' ? {} : { upstream_path: url.pathname }) }] as const;
  });
  return { ...policy, servers: Object.fromEntries(retargeted) };
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
