import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openssl, serverNames } from '../certs/openssl.ts';
import type { Certificate } from './options.ts';

/** Writes the given certificate into the folder, or makes a local one with openssl; returns the files. */
export async function placeCertificate(folder: string, given: Certificate | undefined, host: string): Promise<{ cert: string; key: string }> {
  const files = { cert: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  if (given === undefined) {
    await makeCertificate(files, host);
  } else {
    await writeFile(files.cert, given.cert);
    await writeFile(files.key, given.key, { mode: 0o600 });
  }
  return files;
}

async function makeCertificate({ cert, key }: { cert: string; key: string }, host: string): Promise<void> {
  await openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
    '-subj', '/CN=Portcullis local', '-addext', `subjectAltName=${serverNames([host])}`, '-keyout', key, '-out', cert);
  await chmod(key, 0o600);
}
