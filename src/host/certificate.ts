import type { Caller } from '../core/identity/identity.ts';
import { judgeCertificate, type NameEntry, type PatternEntry } from '../core/identity/mtls/judge-certificate.ts';
import { readCertificate } from '../core/identity/mtls/read-certificate.ts';
import { findEntry, readEntry } from '../core/policy/lookup.ts';
import { recallEntry } from '../core/policy/recall.ts';
import type { NginxPorts } from './ports.ts';
import type { Variables } from './transport.ts';

/** Who the client's certificate says it is; undefined where there is none. */
export function recognizeCertificate({ variables }: NginxHTTPRequest, ports: NginxPorts): Caller | undefined {
  const shown = {
    verified: variables['ssl_client_verify'] ?? '',
    subject: variables['ssl_client_s_dn'] ?? '',
    read: () => readCertificate(certificateBytes(variables)),
  };
  return judgeCertificate(shown, Date.now(), {
    findName: (kind, name) => recallEntry(findEntry(ports, 'name', '', `${kind}:${name}`) ?? '') as unknown as NameEntry | undefined,
    get patterns() {
      const found = recallEntry(findEntry(ports, 'name', '', '') ?? '') ?? readEntry(ports, 'name', '', '');
      return (found as { readonly patterns: readonly PatternEntry[] } | undefined)?.patterns ?? [];
    },
  });
}

/** The certificate that nginx verified, in DER; empty where there is none. */
export function certificateBytes(variables: Variables): Uint8Array {
  const pem = variables['ssl_client_raw_cert'] ?? '';
  const from = pem.indexOf('\n') + 1;
  return Buffer.from(pem.slice(from, pem.lastIndexOf('\n-----')).replace(/\n/g, ''), 'base64');
}
