import { renderDecisionPoint, type DecisionPoint } from '../cli/start/decision-point.ts';
import { renderEnvironment, renderTrust } from '../cli/start/fetches.ts';
import { quote, renderLocation } from '../cli/start/location.ts';
import { renderResolver } from '../cli/start/resolv-conf.ts';
import type { FetchesDescription } from '../compiler/describe-fetches.ts';
import type { Settings } from './settings.ts';
import type { UpstreamUrl } from './upstreams.ts';

/** What nginx asks by an upstream. */
export interface Placed {
  readonly upstreamName: string;
  readonly upstreamUrl: UpstreamUrl;
  /** A full name, or an address. */
  readonly target: { readonly kind: 'name' | 'address'; readonly host: string };
}

/** One MCP server behind the gateway. */
export interface ContainerServer extends Placed {
  /** The policy's name of it. */
  readonly name: string;
  readonly paths: readonly string[];
}

export interface GatewayConf {
  readonly settings: Settings;
  readonly servers: readonly ContainerServer[];
  /** External decision points; none where their locations are made otherwise. */
  readonly decisionPoints: readonly (Placed & DecisionPoint)[];
  /** What is fetched while nginx runs. */
  readonly fetches: FetchesDescription | undefined;
  /** The header of keys that location.conf does not take off. */
  readonly keyHeader?: string | undefined;
  /** The compiled policy. */
  readonly policy: string;
  /** Name servers for what is known by name. */
  readonly nameservers: readonly string[];
  readonly hasIpv6: boolean;
}

const run = '/run/portcullis';
const authorities = '/etc/ssl/certs/ca-certificates.crt';

/** Renders the whole configuration as one file, the policy included: what is swapped for it, is swapped at once. */
export function renderGatewayConf({ settings, servers, decisionPoints, fetches, keyHeader, policy, nameservers, hasIpv6 }: GatewayConf): string {
  const { listen, tls, status, workers } = settings;
  const upstreams = new Map([...servers, ...decisionPoints].map((server) => [server.upstreamName, renderUpstream(server)]));
  return `${[
    'include portcullis/load-module.conf;',
    'daemon off;',
    `worker_processes ${workers};`,
    'pcre_jit on;',
    // A renewed certificate is read at every reload, also one whose file kept its time (in seconds) and inode.
    'ssl_object_cache_inheritable off;',
    // After a reload streams end under the policy they began with. A stop is bounded by the entrypoint.
    'worker_shutdown_timeout 1h;',
    `pid ${run}/nginx.pid;`,
    'error_log stderr warn;',
    ...renderEnvironment(fetches),
    'events { worker_connections 4096; }',
    'http {',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `    ${kind}_temp_path ${run}/temp-${kind};`),
    '    map_hash_max_size 65536;',
    '    map_hash_bucket_size 128;',
    '    variables_hash_max_size 2048;',
    '    include portcullis/http.conf;',
    policy,
    '    access_log /dev/stdout portcullis;',
    ...renderResolver({ nameservers }, hasIpv6),
    ...renderTrust(fetches, authorities),
    ...upstreams.values(),
    '    include /etc/portcullis/http.d/*.conf;',
    '    server {',
    ...listen.map((address) => `        listen ${address}${tls === undefined ? '' : ' ssl'};`),
    '        include portcullis/server.conf;',
    ...(tls === undefined ? [] : ['        include portcullis/tls.conf;', `        ssl_certificate ${quote(tls.cert)};`, `        ssl_certificate_key ${quote(tls.key)};`]),
    ...servers.flatMap((server) => server.paths.map((path) => renderLocation(path, server, authorities, keyHeader))),
    ...decisionPoints.map((point) => renderDecisionPoint(point, authorities)),
    '        include /etc/portcullis/server.d/*.conf;',
    '    }',
    '    server {',
    `        listen ${status};`,
    '        access_log off;',
    '        location = /healthz { default_type text/plain; return 200 "ok\\n"; }',
    '        location = /nginx_status { stub_status; }',
    '        location / { return 404; }',
    '    }',
    '}',
  ].join('\n')}\n`;
}

/** A name is asked for again while nginx runs, so the gateway starts before its server and follows it to a new address. */
function renderUpstream({ upstreamName, upstreamUrl, target }: Placed): string {
  const address = `${target.host}:${upstreamUrl.port}`;
  const server = target.kind === 'name' ? `zone portcullis_upstream_${upstreamName} 64k; server ${address} resolve;` : `server ${address};`;
  return `    upstream ${upstreamName} { ${server} keepalive 16; keepalive_timeout 4s; }`;
}
