import { certificateBytes } from '../certificate.ts';
import { thumbprint } from '../thumbprint.ts';
import type { Variables } from '../transport.ts';

/** `x5t#S256` of the client certificate that nginx verified (RFC 8705, section 3.1); undefined where there is none. */
export function certificatePrint(variables: Variables): string | undefined {
  if (variables['ssl_client_verify'] !== 'SUCCESS') return undefined;
  const der = certificateBytes(variables);
  return der.length === 0 ? undefined : thumbprint(der);
}
