import hashes from 'crypto';
import type { Variables } from '../transport.ts';

/** `x5t#S256` of the client certificate that nginx verified (RFC 8705, section 3.1); undefined where there is none. */
export function certificatePrint(variables: Variables): string | undefined {
  if (variables['ssl_client_verify'] !== 'SUCCESS') return undefined;
  const der = Buffer.from((variables['ssl_client_raw_cert'] ?? '').replace(/-----[A-Z ]+-----|\n/g, ''), 'base64');
  return der.length === 0 ? undefined : hashes.createHash('sha256').update(der).digest('base64url');
}
