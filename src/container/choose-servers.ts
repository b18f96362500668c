import type { PolicyDescription } from '../compiler/describe-policy.ts';
import type { UpstreamUrl, Upstreams } from './upstreams.ts';

/** A server of the policy and where it is. */
export interface PlacedServer {
  readonly name: string;
  readonly upstreamName: string;
  readonly upstreamUrl: UpstreamUrl;
}

/** Brings the servers of the policy and those of MCP_UPSTREAM together, or says what does not fit. */
export function chooseServers({ servers }: PolicyDescription, upstreams: Exclude<Upstreams, { readonly kind: 'wrong' }>): readonly PlacedServer[] | string {
  const known = servers.map(({ name }) => name);
  if (upstreams.kind === 'only' && known.length > 1) {
    return `the policy has several servers: give each its URL, as in MCP_UPSTREAM="${known.map((name) => `${name}=http://${name}:3000/mcp`).join(' ')}"`;
  }
  const urls = upstreams.kind === 'only' ? new Map([[known[0] ?? '', upstreams.url]]) : upstreams.urls;
  const stranger = [...urls.keys()].find((name) => !known.includes(name));
  if (stranger !== undefined) return `MCP_UPSTREAM: the policy has no server ${stranger}; it has: ${known.join(', ')}`;
  const missing = known.filter((name) => !urls.has(name));
  if (missing.length > 0) return `MCP_UPSTREAM has no URL for: ${missing.join(', ')}`;
  const placed = servers.flatMap(({ name, upstream }) => {
    const upstreamUrl = urls.get(name);
    return upstreamUrl === undefined ? [] : [{ name, upstreamName: upstream, upstreamUrl }];
  });
  const clash = placed.find(({ upstreamName, upstreamUrl }) => placed.some((other) => other.upstreamName === upstreamName && address(other.upstreamUrl) !== address(upstreamUrl)));
  if (clash !== undefined) return `the upstream ${clash.upstreamName} of the policy would have two addresses: give its servers upstreams of different names`;
  return placed;
}

function address({ hostname, port }: UpstreamUrl): string {
  return `${hostname}:${port}`;
}
