import { identify, type Caller } from '../identity.ts';
import { fitsPattern, type NameKind } from './name-pattern.ts';
import type { CertificateNames } from './read-certificate.ts';

/** `name` entry of the compiled policy, by `KIND:NAME`: the role, and the place in the policy's list. */
export interface NameEntry {
  readonly role: string;
  readonly at: number;
}

/** One of the patterns, which are an entry together, in order. */
export interface PatternEntry extends NameEntry {
  readonly kind: NameKind;
  readonly pattern: string;
}

/** What nginx says of the client's certificate. */
export interface ShownCertificate {
  /** `$ssl_client_verify`: `SUCCESS`, `FAILED:reason`, `NONE`, or empty without TLS. */
  readonly verified: string;
  /** `$ssl_client_s_dn`, as RFC 2253 writes it. */
  readonly subject: () => string;
  /** What is in it; undefined when it cannot be read. Asked for only when it has been verified. */
  readonly read: () => CertificateNames | undefined;
}

/** What the policy says of names. */
export interface NamePorts {
  /** The kinds there are names of by themselves: others are not looked up. */
  readonly exact: readonly NameKind[];
  findName(kind: NameKind, name: string): NameEntry | undefined;
  readonly patterns: readonly PatternEntry[];
}

/** What nginx writes where there is no certificate. */
const none: ReadonlySet<string> = new Set(['', 'NONE']);

/**
 * Whose certificate a connection has; undefined when it has none. Every name that the policy knows must lead to the same role, and the
 * first is who it is: URIs, then DNS names, then the subject.
 *
 * @param now in milliseconds since 1970
 */
export function judgeCertificate({ verified, subject, read }: ShownCertificate, now: number, ports: NamePorts): Caller | undefined {
  if (none.has(verified)) return undefined;
  const names = verified === 'SUCCESS' ? read() : undefined;
  // One SPIFFE id to a certificate (SPIFFE X.509-SVID, section 5.2).
  if (names === undefined || (names.uris.length > 1 && names.uris.some((uri) => /^spiffe:/i.test(uri)))) return { rule: 'auth.certificate' };
  // A connection or a resumed session may outlive its certificate.
  if (now < names.from || now >= names.until + 1000) return { rule: 'auth.expired' };
  const all: readonly (readonly [NameKind, string])[] = [
    ...names.uris.map((uri) => ['uri', uri] as const),
    ...names.dns.map((dns) => ['dns', dns.toLowerCase()] as const),
    ...(ports.exact.includes('subject') ? [['subject', subject()] as const] : []),
  ];
  const known = all.flatMap(([kind, name]) => {
    const role = roleOf(kind, name, ports);
    return role === undefined ? [] : [{ role, name }];
  });
  const [first] = known;
  if (first === undefined) return { rule: 'auth.role' };
  return known.every(({ role }) => role === first.role) ? identify('mtls', first.role, first.name) : { rule: 'auth.conflict' };
}

/** The role of what stands first in the policy's list. */
function roleOf(kind: NameKind, name: string, ports: NamePorts): string | undefined {
  const exact = ports.exact.includes(kind) ? ports.findName(kind, name) : undefined;
  const pattern = ports.patterns.find((one) => one.kind === kind && fitsPattern(kind, one.pattern, name));
  return (exact === undefined || (pattern !== undefined && pattern.at < exact.at) ? pattern : exact)?.role;
}
