import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { inject } from 'vitest';
import { placeCertificate } from '../../src/cli/start/certificate.ts';
import { packageFolder } from './bundle.ts';
import { findFreePorts } from './free-port.ts';
import { compileSound, editFile, prepareFolder, runGateway, type Gateway } from './gateway.ts';
import { renderTempPaths } from './gateway-conf.ts';
import { shippedPolicy } from './policies.ts';
import { renderRequest, type PostOptions } from './post.ts';
import { readAnswer, type RawAnswer } from './raw-http.ts';

/** The gateway of the shipped nginx.conf. */
export interface ShippedGateway extends Gateway {
  readonly folder: string;
  /** Plain HTTP, which only redirects. */
  readonly httpPort: number;
  readonly statusPort: number;
  /** Sends a request over TLS, with the Host and role the policy expects unless told otherwise. */
  readonly send: (body: string, options?: PostOptions) => Promise<RawAnswer>;
}

/** Further changes, each of a file of the configuration. */
export type Edits = Readonly<Record<string, (text: string) => string>>;

/** Starts the shipped nginx.conf: only ports, paths and what `edits` say are changed. */
export async function startShipped(files: string, tools: string, edits: Edits = {}): Promise<ShippedGateway> {
  const folder = await prepareFolder(compileSound(shippedPolicy));
  const [port = 0, httpPort = 0, statusPort = 0] = await findFreePorts(3);
  await copyFile(join(packageFolder, 'nginx/nginx.conf'), join(folder, 'nginx.conf'));
  await placeShippedCertificate(folder);
  await editFile(join(folder, 'nginx.conf'), (conf) => {
    const replace = replacer(conf);
    replace(/load_module .*;/, loadModule());
    replace(/worker_processes .*;/, 'worker_processes 1; daemon off;');
    replace(/error_log .*;/, 'error_log stderr notice;');
    replace(/pid .*;/, 'pid nginx.pid;');
    replace(/access_log \S+ portcullis;/, `access_log access.log portcullis; ${renderTempPaths()}`);
    replace('127.0.0.1:3000', files);
    replace('127.0.0.1:3001', tools);
    replace('listen 80;', `listen 127.0.0.1:${httpPort};`);
    replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`);
    return replace('127.0.0.1:8081', `127.0.0.1:${statusPort}`);
  });
  for (const [file, edit] of Object.entries(edits)) await editFile(join(folder, file), edit);
  const gateway = await runGateway(folder, port);
  return { ...gateway, folder, httpPort, statusPort, send: (body, options) => sendOverTls(port, body, options) };
}

/** Opens a TLS connection to a gateway whose certificate is its own. */
export function openTls(port: number): TLSSocket {
  return connect({ port, host: '127.0.0.1', servername: 'mcp.example.com', rejectUnauthorized: false });
}

function sendOverTls(port: number, body: string, options: PostOptions = {}): Promise<RawAnswer> {
  const socket = openTls(port);
  const answer = readAnswer(socket);
  socket.write(renderRequest(body, { ...options, headers: { Host: 'mcp.example.com', 'X-Agent-Role': 'reader', ...options.headers } }));
  return answer;
}

/** Makes the certificate of the shipped nginx.conf, over one that is there. */
export async function placeShippedCertificate(folder: string): Promise<void> {
  const made = await placeCertificate(folder, undefined, 'mcp.example.com');
  await mkdir(join(folder, 'tls'), { recursive: true });
  await copyFile(made.cert, join(folder, 'tls/portcullis.crt'));
  await copyFile(made.key, join(folder, 'tls/portcullis.key'));
}

function loadModule(): string {
  const { jsModule } = inject('nginx');
  return `${jsModule === undefined ? '' : `load_module ${jsModule};`}${process.getuid?.() === 0 ? ' user root;' : ''}`;
}

/** Replaces one thing after the other; what is not there is a change of nginx.conf this must follow. */
function replacer(conf: string): (from: string | RegExp, to: string) => string {
  let text = conf;
  return (from, to) => {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`nginx.conf has no ${from.toString()}`);
    text = next;
    return text;
  };
}
