import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FetchesDescription } from '../../compiler/describe-fetches.ts';
import { renderDecisionPoint, type DecisionPoint } from './decision-point.ts';
import { renderEnvironment, renderTrust } from './fetches.ts';
import { quote, renderLocation } from './location.ts';

/** One MCP server behind the gateway. */
export interface ServerConf {
  /** The policy's name of it. */
  readonly name: string;
  /** nginx `upstream` name the policy gives it. */
  readonly upstreamName: string;
  /** Only scheme, host and port matter here: the path is the policy's. */
  readonly upstreamUrl: URL;
  /** Public paths clients use. */
  readonly paths: readonly string[];
}

export interface NginxConf {
  /** As nginx's `listen` takes it. */
  readonly listen: string;
  /** Files of a certificate and its key; undefined serves plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly servers: readonly ServerConf[];
  readonly workers: number;
  /** Folder that holds the configuration, its `portcullis/` includes, logs and temporary files. */
  readonly runDir: string;
  readonly jsModule: string | undefined;
  /** `user` and `group` of workers, when nginx is started as root. */
  readonly user?: string | undefined;
  /** What is fetched while nginx runs, and the directives by which names are asked for then. */
  readonly fetches?: FetchesDescription | undefined;
  /** The header of keys that location.conf does not take off. */
  readonly keyHeader?: string | undefined;
  readonly resolver?: readonly string[];
  /** The external decision point of a server that has one; its upstream is rendered, too. */
  readonly decisionPoint?: (DecisionPoint & { readonly upstreamUrl: URL }) | undefined;
  /** Further directives of `http{}` and `server{}`. */
  readonly extraHttp?: string;
  readonly extraServer?: string;
}

/** Renders a complete nginx.conf around the shipped includes, which lie in `portcullis/` beside it. */
export function renderNginxConf(conf: NginxConf): string {
  const { listen, tls, servers, workers, runDir, jsModule, user, fetches, keyHeader, resolver = [], decisionPoint, extraHttp = '', extraServer = '' } = conf;
  const upstreams = [...servers, ...(decisionPoint === undefined ? [] : [decisionPoint])];
  const authorities = findTrustedCertificates();
  const file = (name: string): string => quote(`${runDir}/${name}`);
  return lines([
    jsModule === undefined ? '' : `load_module ${quote(jsModule)};`,
    user === undefined ? '' : `user ${user};`,
    'daemon off;',
    `worker_processes ${workers};`,
    'pcre_jit on;',
    'worker_shutdown_timeout 1s;',
    `pid ${file('nginx.pid')};`,
    `error_log ${file('error.log')} warn;`,
    ...renderEnvironment(fetches),
    'events { worker_connections 1024; }',
    'http {',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `    ${kind}_temp_path ${file(`temp-${kind}`)};`),
    '    map_hash_max_size 65536;',
    '    include portcullis/http.conf;',
    '    include portcullis/policy.conf;',
    `    access_log ${file('access.log')} portcullis;`,
    ...resolver,
    ...renderTrust(fetches, authorities),
    extraHttp,
    ...upstreams.map(({ upstreamName, upstreamUrl }) => `    upstream ${upstreamName} { server ${address(upstreamUrl)}; keepalive 16; keepalive_timeout 4s; }`),
    '    server {',
    `        listen ${listen}${tls === undefined ? '' : ' ssl'};`,
    '        include portcullis/server.conf;',
    ...(tls === undefined ? [] : ['        include portcullis/tls.conf;', `        ssl_certificate ${quote(tls.cert)};`, `        ssl_certificate_key ${quote(tls.key)};`]),
    extraServer,
    ...servers.flatMap((server) => server.paths.map((path) => renderLocation(path, server, authorities, keyHeader))),
    decisionPoint === undefined ? '' : renderDecisionPoint(decisionPoint, authorities),
    '    }',
    '}',
  ]);
}

/** The system's certificate authorities, where the common systems keep them; $SSL_CERT_FILE names others. */
function findTrustedCertificates(): string {
  const places = [process.env['SSL_CERT_FILE'] ?? '', '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem'];
  return resolve(places.find((path) => path !== '' && existsSync(path)) ?? '/etc/ssl/cert.pem');
}

function address(url: URL): string {
  return `${url.hostname}:${url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port}`;
}

function lines(items: readonly string[]): string {
  return `${items.filter((item) => item !== '').join('\n')}\n`;
}
