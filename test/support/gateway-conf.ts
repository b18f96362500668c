import type { NginxInstall } from '../../src/cli/nginx/provide.ts';

/** One MCP server behind the gateway under test. */
export interface Upstream {
  /** The policy's name of the server. */
  readonly server: string;
  /** nginx `upstream` name of the policy. */
  readonly name: string;
  /** `host:port`. */
  readonly address: string;
  /** The gateway's locations that lead to it, as nginx writes them: `= /mcp`, `/mcp`. */
  readonly locations: readonly string[];
}

export interface GatewayConf {
  readonly listen: string;
  readonly upstreams: readonly Upstream[];
  readonly workers: number;
  /** Further directives, for what only one test needs. */
  readonly extraHttp: string;
  readonly extraServer: string;
  readonly extraLocation: string;
}

/** Renders the smallest nginx.conf around the shipped includes. */
export function renderGatewayConf(conf: GatewayConf, install: NginxInstall): string {
  const { upstreams } = conf;
  return `${renderMain(install, conf.workers)}
http {
  map_hash_max_size 65536; map_hash_bucket_size 128;
  access_log off;
  ${renderTempPaths()}
  include portcullis/http.conf;
  include portcullis/policy.conf;
  ${conf.extraHttp}
  ${upstreams.map(({ name, address }) => `upstream ${name} { server ${address}; keepalive 16; keepalive_timeout 4s; }`).join('\n  ')}
  server {
    listen ${conf.listen};
    include portcullis/server.conf;
    access_log access.log portcullis;
    ${conf.extraServer}
    ${upstreams.flatMap((upstream) => upstream.locations.map((path) => renderLocation(path, upstream, conf))).join('\n    ')}
  }
}
`;
}

/** The directives before \`http{}\`. */
export function renderMain({ jsModule }: NginxInstall, workers: number): string {
  return `${jsModule === undefined ? '' : `load_module ${jsModule};\n`}${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off; worker_processes ${workers}; pid nginx.pid; error_log stderr notice;
events { worker_connections 8192; }`;
}

/** Temporary folders beside the configuration, so that no run meets another. */
export function renderTempPaths(): string {
  return ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path temp/${kind};`).join(' ');
}

function renderLocation(path: string, { server }: Upstream, { extraLocation }: GatewayConf): string {
  return `location ${path} { set $mcp_server ${server}; include portcullis/location.conf; ${extraLocation} proxy_pass http://$mcp_upstream; }`;
}
