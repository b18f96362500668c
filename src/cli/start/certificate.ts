import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { findProgram } from '../folders.ts';
import { run } from '../run.ts';
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
  const openssl = findProgram('openssl');
  if (openssl === undefined) throw new Failure('--tls makes a certificate with openssl, which is not installed: install it, or give --cert and --key');
  const bare = host.replace(/^\[|\]$/g, '');
  const own = /^[\d.]+$|:/.test(bare) ? `IP:${bare}` : `DNS:${bare}`;
  const names = [...new Set([own, 'DNS:localhost', 'IP:127.0.0.1', 'IP:::1'])].join(',');
  const made = await run([openssl, 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
    '-subj', '/CN=Portcullis local', '-addext', `subjectAltName=${names}`, '-keyout', key, '-out', cert]);
  if (made.code !== 0) throw new Failure(`openssl could not make a certificate: ${made.stderr.trim()}`);
  await chmod(key, 0o600);
}
