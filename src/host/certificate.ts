import type { Caller } from '../core/identity/identity.ts';
import { judgeCertificate, type NameEntry, type PatternEntry } from '../core/identity/mtls/judge-certificate.ts';
import { readCertificate, type CertificateNames } from '../core/identity/mtls/read-certificate.ts';
import type { CertificateSettings } from '../core/identity/settings.ts';
import { findEntry, readEntry } from '../core/policy/lookup.ts';
import { recallEntry } from '../core/policy/recall.ts';
import type { NginxPorts } from './ports.ts';
import type { Variables } from './transport.ts';

/** Who the client's certificate says it is; undefined where there is none. */
export function recognizeCertificate({ variables }: NginxHTTPRequest, { exact, hasPatterns }: CertificateSettings, ports: NginxPorts): Caller | undefined {
  const shown = {
    verified: variables['ssl_client_verify'] ?? '',
    subject: () => variables['ssl_client_s_dn'] ?? '',
    read: () => recallNames(variables),
  };
  return judgeCertificate(shown, Date.now(), {
    exact,
    findName: (kind, name) => recallEntry(findEntry(ports, 'name', '', `${kind}:${name}`) ?? '') as unknown as NameEntry | undefined,
    get patterns() {
      if (!hasPatterns) return [];
      const found = recallEntry(findEntry(ports, 'name', '', '') ?? '') ?? readEntry(ports, 'name', '', '');
      return (found as { readonly patterns: readonly PatternEntry[] } | undefined)?.patterns ?? [];
    },
  });
}

/** Enough for the callers of a while; each takes a context some 2 KB. */
const most = 8;
/** What is in a certificate, by its text. Text decides, so what another request left here cannot matter; whether it is valid is asked anew. */
const known = new Map<string, CertificateNames>();

/** Reading takes QuickJS four times as long as all else of a call. */
function recallNames(variables: Variables): CertificateNames | undefined {
  const pem = variables['ssl_client_raw_cert'] ?? '';
  const found = known.get(pem);
  if (found !== undefined) return found;
  const names = readCertificate(certificateBytes(variables));
  if (known.size === most) known.clear();
  if (names !== undefined) known.set(pem, names);
  return names;
}

/** The certificate that nginx verified, in DER; empty where there is none. */
export function certificateBytes(variables: Variables): Uint8Array {
  const pem = variables['ssl_client_raw_cert'] ?? '';
  const from = pem.indexOf('\n') + 1;
  return Buffer.from(pem.slice(from, pem.lastIndexOf('\n-----')).replace(/\n/g, ''), 'base64');
}
