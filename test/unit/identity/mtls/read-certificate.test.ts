import { createHash, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/core/identity/mtls/read-certificate.ts';
import { thumbprint } from '../../../../src/host/thumbprint.ts';
import { makeCertificate } from '../../../support/x509.ts';

const spiffe = 'spiffe://example.org/ns/agents/ci';
const all = makeCertificate({ names: `URI:${spiffe},DNS:Ci.Agents.example.org,email:a@example.org,IP:192.0.2.1,IP:2001:db8::1,RID:1.2.3.4,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:x@y`, subject: '/O=Ex, Inc./CN=agent' });

/** What Node reads, of a certificate whose names need no escape there. */
function readByNode(certificate: X509Certificate): object {
  const names = (certificate.subjectAltName ?? '').split(', ');
  const ofKind = (kind: string): string[] => names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
  return { uris: ofKind('URI:'), dns: ofKind('DNS:'), from: Date.parse(certificate.validFrom), until: Date.parse(certificate.validTo) };
}

/** Replaces bytes of a certificate, which stays as long as it was. */
function replace(certificate: X509Certificate, from: string, to: string): Uint8Array {
  const bytes = Buffer.from(certificate.raw);
  const at = bytes.indexOf(Buffer.from(from, 'latin1'));
  if (at < 0) throw new Error(`nothing to replace: ${from}`);
  bytes.write(to, at, 'latin1');
  return bytes;
}

describe('a certificate', () => {
  it('is read as Node reads it', () => {
    expect(readCertificate(all.raw)).toEqual({ ...readByNode(all), uris: [spiffe], dns: ['Ci.Agents.example.org'] });
    for (const certificate of [makeCertificate(), makeCertificate({ names: 'URI:urn:a,URI:urn:b,DNS:x', extra: ['-days', '12000'] })]) expect(readCertificate(certificate.raw)).toEqual(readByNode(certificate));
  });

  it('of any public authority is read as Node reads it', () => {
    const certificates = rootCertificates.map((pem) => new X509Certificate(pem));
    expect(certificates.length).toBeGreaterThan(100);
    for (const certificate of certificates) expect([certificate.subject, readCertificate(certificate.raw)]).toEqual([certificate.subject, readByNode(certificate)]);
  });

  it('of version 1 has no names', () => {
    const v1 = rootCertificates.map((pem) => new X509Certificate(pem)).find(({ raw }) => raw.subarray(4, 12).indexOf(Buffer.from([0xa0, 3, 2, 1, 2])) < 0);
    if (v1 !== undefined) expect(readCertificate(v1.raw)).toEqual(readByNode(v1));
  });

  it.each([
    ['a NUL', replace(all, 'agents/ci', 'agents\0ci')],
    ['a blank', replace(all, 'agents/ci', 'agents ci')],
    ['a letter beyond ASCII', replace(all, 'agents/ci', 'agents/c\xEF')],
    ['a control character in a DNS name', replace(all, 'Ci.Agents', 'Ci\nAgents')],
    ['bytes behind it', Buffer.concat([all.raw, Buffer.from([0])])],
    ['a byte too few', all.raw.subarray(0, -1)],
    ['nothing in it', new Uint8Array(0)],
    ['its names twice', replace(all, '\x55\x1d\x0e', '\x55\x1d\x11')],
    ['a year that is none', replace(all, all.raw.subarray(all.raw.indexOf('Z') - 12, all.raw.indexOf('Z')).toString('latin1'), '2611210000-1')],
    ['33 names', makeCertificate({ names: Array.from({ length: 33 }, (_, at) => `DNS:a${at}`).join() }).raw],
    ['a name of 257 characters', makeCertificate({ names: `URI:urn:${'a'.repeat(253)}` }).raw],
    ['an empty name', makeCertificate({ names: 'DNS:x', extra: ['-addext', '2.5.29.99=DER:30028200'] }).raw.map((byte, at, bytes) => (byte === 0x63 && bytes[at - 1] === 0x1d ? 0x11 : byte))],
  ])('with %s is not read', (_, bytes) => {
    expect(readCertificate(bytes)).toBeUndefined();
  });

  it('with 32 names, or one of 256 characters, is', () => {
    expect(readCertificate(makeCertificate({ names: Array.from({ length: 32 }, (_, at) => `DNS:a${at}`).join() }).raw)?.dns).toHaveLength(32);
    expect(readCertificate(makeCertificate({ names: `URI:urn:${'a'.repeat(252)}` }).raw)?.uris[0]).toHaveLength(256);
  });

  it('cut anywhere is not read', () => {
    for (let end = 0; end < all.raw.length; end++) expect(readCertificate(all.raw.subarray(0, end))).toBeUndefined();
  });

  it('changed anywhere never makes the reader throw, and reads no name that Node reads otherwise', () => {
    const change = fc.tuple(fc.nat(all.raw.length - 1), fc.nat(255));
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = Buffer.from(all.raw);
      for (const [at, byte] of changes) bytes[at] = byte;
      const read = readCertificate(bytes);
      const node = parse(bytes);
      if (read === undefined || node === undefined) return;
      const seen = readByNode(node) as NonNullable<typeof read>;
      // Names of other kinds are not looked into, for which OpenSSL gives up all; Node quotes those that are not plain.
      const said = node.subjectAltName ?? '';
      if (said !== '' && !said.includes('"')) expect([read.uris, read.dns]).toEqual([seen.uris, seen.dns]);
    }), { numRuns: 3000 });
  });

  it('made of anything never makes the reader throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => { readCertificate(bytes); }), { numRuns: 2000 });
  });

  it('has the thumbprint of RFC 8705', () => {
    expect(thumbprint(all.raw)).toBe(Buffer.from(all.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'));
    expect(thumbprint(all.raw)).toBe(createHash('sha256').update(all.raw).digest('base64url'));
  });
});

function parse(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}
