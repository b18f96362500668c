import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { renew } from './certbot.ts';
import { makeAuthority } from './certificates.ts';
import { fetchAt } from './fetch-with.ts';
import { findFreePort } from './free-port.ts';
import { renderMain, renderTempPaths } from './gateway-conf.ts';
import { startProcess } from './process.ts';

/** An nginx of somebody else that does TLS for mcp.example.com and sends everything on in plain HTTP, as a load balancer does. */
export interface Terminator {
  /** `fetch` as one who finds mcp.example.com there; other hosts are as they are. */
  readonly fetch: typeof fetch;
  readonly stop: () => Promise<void>;
}

/** Starts it before a gateway at `host:port`. */
export async function startTerminator(gateway: string): Promise<Terminator> {
  const folder = await mkdtemp(join(inject('runFolder'), 'terminator-'));
  await mkdir(join(folder, 'temp'));
  const authority = await makeAuthority(folder, 'authority');
  await renew(folder, authority, 1);
  const port = await findFreePort();
  await writeFile(join(folder, 'nginx.conf'), `${renderMain({ ...inject('nginx'), jsModule: undefined }, 1)}
http {
  access_log off; ${renderTempPaths()}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate live/fullchain.pem; ssl_certificate_key live/privkey.pem;
    underscores_in_headers on; ignore_invalid_headers off;
    location / { proxy_http_version 1.1; proxy_buffering off; proxy_set_header Host $http_host; proxy_set_header Connection ""; proxy_pass http://${gateway}; }
  }
}
`);
  const nginx = await startProcess([...inject('nginx').nginx, '-e', 'stderr', '-p', `${folder}/`, '-c', 'nginx.conf'], { ready: /start worker process \d/ });
  return { fetch: fetchAt(port, await readFile(authority.cert)), stop: nginx.stop };
}
