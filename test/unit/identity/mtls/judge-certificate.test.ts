import { describe, expect, it } from 'vitest';
import { judgeCertificate, type NameEntry, type PatternEntry } from '../../../../src/core/identity/mtls/judge-certificate.ts';
import { fitsPattern, type NameKind } from '../../../../src/core/identity/mtls/name-pattern.ts';
import type { CertificateNames } from '../../../../src/core/identity/mtls/read-certificate.ts';
import type { Caller } from '../../../../src/core/identity/identity.ts';

const names: Readonly<Record<string, NameEntry>> = {
  'uri:spiffe://example.org/ns/ops/deploy': { role: 'operator', at: 0 },
  'uri:spiffe://example.org/ns/agents/late': { role: 'operator', at: 5 },
  'dns:ci.example.org': { role: 'reader', at: 3 },
  'subject:CN=deploy,O=Ex\\, Inc.': { role: 'operator', at: 4 },
};
const patterns: readonly PatternEntry[] = [
  { kind: 'uri', pattern: 'spiffe://example.org/ns/agents/*', role: 'reader', at: 1 },
  { kind: 'dns', pattern: '*.agents.example.org', role: 'reader', at: 2 },
];
const exact = ['uri', 'dns', 'subject'] as const;
const ports = { exact, findName: (kind: NameKind, name: string) => names[`${kind}:${name}`], patterns };

function judge(read: Partial<CertificateNames> | undefined, { verified = 'SUCCESS', subject = 'CN=x', now = 5000 } = {}): Caller | undefined {
  return judgeCertificate({ verified, subject: () => subject, read: () => read && { uris: [], dns: [], from: 1000, until: 9000, ...read } }, now, ports);
}

describe('a certificate', () => {
  it.each([
    ['a URI', { uris: ['spiffe://example.org/ns/ops/deploy'] }, 'operator', 'spiffe://example.org/ns/ops/deploy'],
    ['a URI that fits a pattern', { uris: ['spiffe://example.org/ns/agents/a'] }, 'reader', 'spiffe://example.org/ns/agents/a'],
    ['a URI that a pattern fits before its own line', { uris: ['spiffe://example.org/ns/agents/late'] }, 'reader', 'spiffe://example.org/ns/agents/late'],
    ['a DNS name in capitals', { dns: ['CI.example.org'] }, 'reader', 'ci.example.org'],
    ['a DNS name that fits a pattern', { dns: ['a.agents.example.org'] }, 'reader', 'a.agents.example.org'],
    ['two names of one role', { uris: ['urn:unknown', 'urn:other'], dns: ['other.example.org', 'ci.example.org', 'b.agents.example.org'] }, 'reader', 'ci.example.org'],
    ['a URI and a DNS name of one role', { uris: ['spiffe://example.org/ns/agents/a'], dns: ['ci.example.org'] }, 'reader', 'spiffe://example.org/ns/agents/a'],
  ])('is known by %s', (_, read, role, subject) => {
    expect(judge(read)).toEqual({ role, subject, owner: `role ${role} mtls ${subject}` });
  });

  it('is known by its subject, commas and all', () => {
    expect(judge({}, { subject: 'CN=deploy,O=Ex\\, Inc.' })).toMatchObject({ role: 'operator' });
    for (const subject of ['CN=deploy,O=Ex, Inc.', 'CN=deploy,O=Ex\\, Inc.,C=XX', 'cn=deploy,O=Ex\\, Inc.', '']) expect(judge({}, { subject })).toEqual({ rule: 'auth.role' });
  });

  it.each<readonly [string, Partial<CertificateNames>, string]>([
    ['a URI and a DNS name of different roles', { uris: ['spiffe://example.org/ns/ops/deploy'], dns: ['ci.example.org'] }, 'CN=x'],
    ['a DNS name and a subject of different roles', { dns: ['ci.example.org'] }, 'CN=deploy,O=Ex\\, Inc.'],
  ])('with %s is refused', (_, read, subject) => {
    expect(judge(read, { subject })).toEqual({ rule: 'auth.conflict' });
  });

  it.each([
    ['two SPIFFE ids', { uris: ['spiffe://example.org/ns/agents/a', 'spiffe://example.org/ns/agents/b'] }, {}, 'auth.certificate'],
    ['a SPIFFE id and another URI', { uris: ['urn:x', 'SPIFFE://example.org/ns/agents/a'] }, {}, 'auth.certificate'],
    ['no name that is known', { uris: ['spiffe://example.org/ns/other/a'] }, {}, 'auth.role'],
    ['nothing to be read', undefined, {}, 'auth.certificate'],
    ['no time left', { dns: ['ci.example.org'] }, { now: 10_000 }, 'auth.expired'],
    ['a time to come', { dns: ['ci.example.org'] }, { now: 999 }, 'auth.expired'],
    ['a failure', { dns: ['ci.example.org'] }, { verified: 'FAILED:certificate has expired' }, 'auth.certificate'],
    ['a word that nginx does not say', { dns: ['ci.example.org'] }, { verified: 'success' }, 'auth.certificate'],
  ])('with %s is refused', (_, read, more, rule) => {
    expect(judge(read, more)).toEqual({ rule });
  });

  it('is looked up by what the policy has names of', () => {
    const asked: string[] = [];
    const only = { exact: ['dns'] as const, patterns: [], findName: (kind: NameKind, name: string) => { asked.push(`${kind}:${name}`); return undefined; } };
    const shown = { verified: 'SUCCESS', subject: () => 'CN=deploy', read: () => ({ uris: ['urn:x'], dns: ['a.example'], from: 0, until: 9000 }) };
    expect([judgeCertificate(shown, 5000, only), asked]).toEqual([{ rule: 'auth.role' }, ['dns:a.example']]);
  });

  it('is valid to the last second', () => {
    for (const now of [1000, 9999]) expect(judge({ dns: ['ci.example.org'] }, { now })).toMatchObject({ role: 'reader' });
  });

  it.each(['', 'NONE'])('that is not there (%o) says nothing, and is not looked into', (verified) => {
    expect(judgeCertificate({ verified, subject: () => 'CN=deploy,O=Ex\\, Inc.', read: () => { throw new Error('read'); } }, 5000, ports)).toBeUndefined();
  });
});

describe('a pattern', () => {
  const agents = 'spiffe://example.org/ns/*/sa/*';
  it.each([
    ['uri', agents, 'spiffe://example.org/ns/a/sa/b', true],
    ['uri', agents, 'spiffe://example.org/ns/a/b/sa/c', false],
    ['uri', agents, 'spiffe://example.org/ns//sa/b', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/b/', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/..', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/.', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/b%2Fc', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/b?c', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/b#c', false],
    ['uri', agents, 'spiffe://example.org/ns/a/sa/*', false],
    ['uri', agents, 'spiffe://Example.org/ns/a/sa/b', false],
    ['uri', agents, 'spiffe://example.org.evil.example/ns/a/sa/b', false],
    ['uri', agents, 'spiffe://user@example.org/ns/a/sa/b', false],
    ['uri', 'spiffe://example.org/**', 'spiffe://example.org/a', true],
    ['uri', 'spiffe://example.org/**', 'spiffe://example.org/a/b/c', true],
    ['uri', 'spiffe://example.org/**', 'spiffe://example.org/', false],
    ['uri', 'spiffe://example.org/**', 'spiffe://example.org', false],
    ['uri', 'spiffe://example.org/**', 'spiffe://example.org/a/../b', false],
    ['uri', 'spiffe://example.org/**', 'spiffe://example.org/a//b', false],
    ['uri', 'spiffe://example.org/*/**', 'spiffe://example.org/a/b/c', true],
    ['uri', 'spiffe://example.org/*/**', 'spiffe://example.org/a', false],
    ['dns', '*.example.org', 'a.example.org', true],
    ['dns', '*.example.org', 'a.b.example.org', false],
    ['dns', '*.example.org', '.example.org', false],
    ['dns', '*.example.org', 'example.org', false],
    ['dns', '*.example.org', '*.example.org', false],
    ['dns', '*.example.org', 'a.example.org.', false],
    ['dns', '*.example.org', 'a@b.example.org', false],
  ] as const)('%s %s and %s: %s', (kind, pattern, name, fits) => {
    expect(fitsPattern(kind, pattern, name)).toBe(fits);
  });
});
