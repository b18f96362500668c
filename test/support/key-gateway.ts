import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inject } from 'vitest';
import type { KeyTimes } from '../../src/core/identity/jwt/jwks-cache.ts';
import { packageFolder } from './bundle.ts';
import { findFreePort } from './free-port.ts';
import { renderMain, renderTempPaths } from './gateway-conf.ts';
import { startProcess } from './process.ts';

/** An nginx whose one handler says which keys it has for a token. */
export interface KeyGateway {
  /** Ids of the keys that a caller gets who needs the one of this id, or any; null when they cannot be had. */
  readonly keys: (url: string, times: KeyTimes, kid?: string) => Promise<readonly string[] | null>;
  /** What a token proves, by the keys at this address: JSON as {@link verifyToken} gives it. */
  readonly proof: (url: string, times: KeyTimes, token: string, expects: object, time: number) => Promise<unknown>;
  /** The same with a memory of what was proven by these rules, for so many milliseconds. */
  readonly remembered: (question: { readonly url: string; readonly times: KeyTimes; readonly token: string; readonly expects: object; readonly time: number; readonly stamp: string; readonly remember: number }) => Promise<unknown>;
  /** What the server behind says to a request that passes once the keys are there. */
  readonly pass: (url: string, times: KeyTimes) => Promise<unknown>;
  /** Asks and hangs up when told to. */
  readonly abandon: (url: string, times: KeyTimes, signal: AbortSignal) => Promise<void>;
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

/** As js_access, where the gateway does it. */
const handler = (source: string): string => `
import { refreshKeys, renewKeys } from './src/host/jwt/renew-keys.ts';
import { sharedKeys } from './src/host/jwt/shared-keys.ts';
import { verifyToken } from './src/host/jwt/verify-token.ts';
import { proveToken } from './src/host/jwt/prove-token.ts';
import { usualMapping } from './src/core/identity/jwt/grant.ts';

/** Where keys are fetched, by a subrequest. */
async function renew(r) {
  await renewKeys(JSON.parse(decodeURIComponent(r.args.source)));
  r.return(204);
}

function keysOf(r, source, isKnown) {
  return sharedKeys(source, isKnown, () => r.subrequest('/renew', { method: 'GET', args: 'source=' + encodeURIComponent(JSON.stringify(source)) }));
}

async function keys(r) {
  const { url, times, kid } = JSON.parse(await r.readRequestText());
  const found = await keysOf(r, { url, times }, (known) => kid === undefined || known.some((key) => key.kid === kid));
  r.return(200, JSON.stringify(found === undefined ? null : found.map((key) => key.kid)));
}

function issuerOf(r, { url, times, expects, remember = 0 }) {
  const mapping = { ...usualMapping, role: { claim: ['roles'], values: [['staff', 'operator']] } };
  return (name) => name === expects.issuer ? { expects, mapping, remember, keys: (isKnown) => keysOf(r, { url, times }, isKnown) } : undefined;
}

async function proof(r) {
  const question = JSON.parse(await r.readRequestText());
  r.return(200, JSON.stringify(await verifyToken(question.token, issuerOf(r, question), question.time)));
}

async function remembered(r) {
  const question = JSON.parse(await r.readRequestText());
  const { token, time, stamp } = question;
  r.return(200, JSON.stringify(await proveToken(token, { findIssuer: issuerOf(r, question), stamp }, time)));
}

async function pass(r) {
  const { url, times } = JSON.parse(await r.readRequestText());
  if (await keysOf(r, { url, times }, () => true) === undefined) r.return(401);
}

async function refresh() {
  await refreshKeys([${source}]);
}

export default { keys, renew, proof, remembered, pass, refresh };
`;

export interface KeyGatewayOptions {
  readonly workers?: number;
  /** For certificates and the like. */
  readonly extraHttp?: string;
  /** Keys that are refreshed beside requests. */
  readonly refreshes?: { readonly url: string; readonly times: KeyTimes };
}

/** Starts it. */
export async function startKeyGateway({ workers = 1, extraHttp = '', refreshes }: KeyGatewayOptions = {}): Promise<KeyGateway> {
  const folder = await mkdtemp(join(inject('runFolder'), 'keys-'));
  await mkdir(join(folder, 'temp'));
  const external = ['buffer', 'crypto', 'fs', 'querystring', 'xml', 'zlib'];
  await build({ stdin: { contents: handler(refreshes === undefined ? '' : JSON.stringify(refreshes)), resolveDir: packageFolder, loader: 'ts' }, bundle: true, format: 'esm', platform: 'neutral', target: 'es2023', external, outfile: join(folder, 'keys.js'), logLevel: 'error' });
  const port = await findFreePort();
  await writeFile(join(folder, 'nginx.conf'), `${renderMain(inject('nginx'), workers)}
http {
  access_log off; ${renderTempPaths()}
  js_engine qjs; js_path ${folder}; js_import keys from keys.js;
  js_shared_dict_zone zone=portcullis_keys:1m timeout=24h;
  js_shared_dict_zone zone=portcullis_proofs:64k timeout=1h evict;
  ${extraHttp}
  server {
    listen 127.0.0.1:${port} reuseport;
    location /keys { js_access keys.keys; proxy_pass http://127.0.0.1:9; }
    ${refreshes === undefined ? '' : 'location /refresh { js_periodic keys.refresh interval=100ms; }'}
    location = /renew { internal; js_fetch_timeout 500ms; js_content keys.renew; }
    location /remembered { js_access keys.remembered; proxy_pass http://127.0.0.1:9; }
    location /pass { js_access keys.pass; proxy_pass http://127.0.0.1:${port}/passed; }
    location /passed { return 200 '"passed"'; }
    location /proof { js_access keys.proof; proxy_pass http://127.0.0.1:9; }
  }
}
`);
  const nginx = await startProcess([...inject('nginx').nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', 'nginx.conf'], { ready: /start worker process \d/ });
  const ask = async (path: string, question: object): Promise<unknown> => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(question), headers: { connection: 'close' } });
    if (reply.status !== 200) throw new Error(`${reply.status}: ${nginx.said()}`);
    return reply.json();
  };
  return {
    keys: (url, times, kid) => ask('/keys', { url, times, kid }) as Promise<readonly string[] | null>,
    proof: (url, times, token, expects, time) => ask('/proof', { url, times, token, expects, time }),
    remembered: (question) => ask('/remembered', question),
    pass: (url, times) => ask('/pass', { url, times }),
    abandon: async (url, times, signal) => {
      await fetch(`http://127.0.0.1:${port}/keys`, { method: 'POST', body: JSON.stringify({ url, times }), signal }).catch(() => undefined);
    },
    said: nginx.said,
    stop: async () => {
      await nginx.stop();
      if (nginx.said().includes('exited on signal')) throw new Error(nginx.said());
    },
  };
}
