import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Files of a certificate and its key. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate as `node:tls` takes it. */
export interface Pem {
  readonly cert: string;
  readonly key: string;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

/** Makes a certificate authority in the folder. */
export async function makeAuthority(folder: string, name: string): Promise<Certificate> {
  const files = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  await openssl('-x509', ...newKey, '-subj', `/CN=${name}`, '-keyout', files.key, '-out', files.cert);
  return files;
}

/** Has an authority sign a certificate for this subject, as openssl writes one: `/O=Example/CN=reports`. */
export async function issue(authority: Certificate, files: Certificate, subject: string, names = 'DNS:mcp.example.com'): Promise<Pem> {
  await openssl('-x509', '-CA', authority.cert, '-CAkey', authority.key, ...newKey, '-subj', subject,
    '-addext', 'basicConstraints=critical,CA:FALSE', '-addext', `subjectAltName=${names}`, '-keyout', files.key, '-out', files.cert);
  return { cert: await readFile(files.cert, 'utf8'), key: await readFile(files.key, 'utf8') };
}

async function openssl(...args: string[]): Promise<void> {
  await promisify(execFile)('openssl', ['req', ...args]);
}
