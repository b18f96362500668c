import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { inject } from 'vitest';
import { issue, makeAuthority } from './certificates.ts';

/** A server with a certificate of an authority that nobody else has. */
export interface SecureServer {
  /** Without a path. */
  readonly url: string;
  /** The file of its authority. */
  readonly authority: string;
  readonly stop: () => Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. */
export async function startSecureServer(listener: RequestListener): Promise<SecureServer> {
  const folder = await mkdtemp(join(inject('runFolder'), 'secure-'));
  const authority = await makeAuthority(folder, 'own');
  const pem = await issue(authority, { cert: join(folder, 'cert.pem'), key: join(folder, 'cert.key') }, '/CN=secure', 'DNS:127.0.0.1');
  const server = createServer(pem, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    authority: authority.cert,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
