import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { renew } from './certbot.ts';
import { makeAuthority } from './certificates.ts';
import { findFreePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { certificateFolder, readExample, renderExample } from './start-example.ts';

/** The proxy of examples/behind-proxy, at an address of its own. */
export interface Balancer {
  readonly port: number;
  /** Its certificate's authority. */
  readonly ca: string;
  readonly stop: () => Promise<void>;
}

/** Starts `load-balancer.conf` before a gateway; users' passwords are their names. */
export async function startBalancer(gateway: string, address: string): Promise<Balancer> {
  const folder = await mkdtemp(join(inject('runFolder'), 'balancer-'));
  const port = await findFreePort();
  await mkdir(join(folder, 'temp'));
  const authority = await makeAuthority(folder, 'authority');
  await renew(folder, authority, 1);
  await writeFile(join(folder, 'users'), ['alice', 'bob', 'mallory'].map((name) => `${name}:{SHA}${createHash('sha1').update(name).digest('base64')}\n`).join(''));
  const conf = renderExample(await readExample('behind-proxy', 'load-balancer.conf'), [
    certificateFolder,
    ['/var/log/nginx/balancer.log', 'balancer.log'],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl; proxy_bind ${address};`],
    ['10.0.0.6:8080', gateway],
  ]);
  await writeFile(join(folder, 'nginx.conf'), conf);
  const nginx = await startProcess([...inject('nginx').nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', 'nginx.conf'], { ready: /start worker process \d/ });
  return { port, ca: authority.cert, stop: nginx.stop };
}
