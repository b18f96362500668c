import type { PolicySource } from '../policy-source.ts';
import { resolvePaths } from '../paths.ts';
import { block } from './block.ts';
import { escapeRegex, quote } from './nginx-token.ts';

const loopback = '(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::[0-9]+)?';

/** Renders `$portcullis_host` (1 or 0) and `$portcullis_origin` (empty, the origin allowed, or `-`). */
export function renderHttp({ http }: PolicySource): string {
  const hosts = http?.hosts?.map((host) => `"~*${hostRegex(host)}" 1;`);
  return [
    block('map $http_host $portcullis_host', hosts === undefined ? ['default 1;'] : [...hosts, 'default 0;']),
    block('map $http_origin $portcullis_origin', ["'' '';", ...originLines(http?.origins)]),
    ...(http?.origins === undefined ? [renderLoopback()] : []),
  ].join('\n');
}

/** A page on this machine may use servers on this machine, as the specification has it; not through another name. */
function renderLoopback(): string {
  return block('map "$http_host $http_origin" $portcullis_local', [`"~*^${loopback} https?://${loopback}$" $http_origin;`, 'default -;']);
}

function originLines(origins: readonly string[] | undefined): readonly string[] {
  if (origins === undefined) return ['default $portcullis_local;'];
  // Regexes, since a plain key longer than nginx's hash bucket fails `nginx -t`.
  const lower = [...new Set(origins.map((origin) => origin.toLowerCase()))];
  return [...lower.map((origin) => `"~*^${escapeRegex(origin)}$" ${quote(origin)};`), 'default -;'];
}

function hostRegex(host: string): string {
  const port = /:[0-9]+$/.exec(host)?.[0];
  const name = port === undefined ? host : host.slice(0, -port.length);
  const wildcard = name.startsWith('*.');
  return `^${wildcard ? '[a-z0-9._-]+\\.' : ''}${escapeRegex(wildcard ? name.slice(2) : name)}${port ?? '(?::[0-9]+)?'}$`;
}

/** Renders where a server's endpoints lead: `$portcullis_route` is an upstream and a path, or empty. Volatile: `try_files` may lead to another server. */
export function renderRoutes({ servers }: PolicySource): string {
  const routes = Object.entries(servers).flatMap(([name, server]) =>
    resolvePaths(server).map(({ path, upstreamPath }) => `"~^${escapeRegex(`${name} ${path}`)}$" ${quote(server.upstream + upstreamPath)};`),
  );
  return block('map "$mcp_server $uri" $portcullis_route', ['volatile;', ...routes, "default '';"]);
}

/** Renders the `Host` sent to each server. */
export function renderUpstreamHost({ servers }: PolicySource): string {
  const fixed = Object.entries(servers).flatMap(([name, { host }]) => (host === undefined ? [] : [`"~^${escapeRegex(name)}$" ${quote(host)};`]));
  return block('map $mcp_server $portcullis_to_host', ['default $http_host;', ...fixed]);
}
