import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';

/** A certificate that signs itself, with these alternative names, as openssl's configuration writes them. */
export function makeCertificate({ subject = '/CN=agent', names = '', extra = [] }: { readonly subject?: string; readonly names?: string; readonly extra?: readonly string[] } = {}): X509Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-x509-'));
  try {
    const file = join(folder, 'cert.pem');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-utf8', '-subj', subject,
      ...(names === '' ? [] : ['-addext', `subjectAltName=${names}`]), ...extra, '-keyout', join(folder, 'key.pem'), '-out', file], { stdio: 'ignore' });
    return new X509Certificate(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
