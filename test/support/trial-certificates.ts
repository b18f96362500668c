import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { Authority } from '../../src/cli/certs/authority.ts';
import { serverNames } from '../../src/cli/certs/openssl.ts';
import type { Pem } from './certificates.ts';

/** An authority with a server's certificate, and clients', as `portcullis certs` makes them. */
export interface TrialCertificates {
  readonly authority: Authority;
  readonly ca: string;
  /** A client's certificate, made when it is first asked for: alternative names as openssl writes them. */
  readonly client: (name: string, names?: string) => Promise<Pem>;
  /** The lines of `server{}`. */
  readonly conf: (verify: string) => string;
}

export async function makeTrialCertificates(): Promise<TrialCertificates> {
  const authority = new Authority(await mkdtemp(join(inject('runFolder'), 'certs-')));
  await authority.make();
  await authority.issue({ file: 'server', name: 'mcp.example.com', usage: 'serverAuth', names: serverNames(['mcp.example.com']), days: 2 });
  return {
    authority,
    ca: await readFile(authority.path('ca.pem'), 'utf8'),
    client: async (name, names = '') => {
      const file = `client-${name}`;
      if (!authority.exists(`${file}.pem`)) await authority.issue({ file, name, usage: 'clientAuth', names, days: 2 });
      return { cert: await readFile(authority.path(`${file}.pem`), 'utf8'), key: await readFile(authority.path(`${file}.key`), 'utf8') };
    },
    conf: (verify) => `ssl_certificate ${authority.path('server.pem')}; ssl_certificate_key ${authority.path('server.key')};
      ssl_client_certificate ${authority.path('ca.pem')}; ssl_crl ${authority.path('crl.pem')}; ssl_verify_client ${verify};`,
  };
}
