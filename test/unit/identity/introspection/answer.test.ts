import { describe, expect, it } from 'vitest';
import { readIntrospection } from '../../../../src/core/identity/introspection/answer.ts';
import { clientCredentials, introspectionForm } from '../../../../src/core/identity/introspection/question.ts';
import { decoding } from '../../../../src/host/jwt/decoding.ts';

const now = 1_790_000_000;
const terms = {
  expects: { issuer: 'https://issuer.example', audiences: ['https://mcp.example/mcp'], skew: 60 },
  mapping: { subject: ['sub'], scopes: [['scope']], role: { claim: ['roles'], values: [['staff', 'operator']] } },
  cache: 60,
} as const;
const claims = { active: true, aud: 'https://mcp.example/mcp', sub: 'ada', roles: ['staff'], scope: 'a b' };
const read = (body: unknown, status = 200, mediaType: string | null = 'application/json'): unknown =>
  readIntrospection({ status, mediaType, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }, terms, now, decoding);

describe('an answer', () => {
  it('proves who calls, for as long as it is kept', () => {
    expect(read(claims)).toEqual({ subject: 'ada', role: 'operator', scopes: ['a', 'b'], issuer: 'https://issuer.example', expires: now + 60 });
    expect(read({ ...claims, exp: now + 6000 })).toMatchObject({ expires: now + 60 });
    expect(read({ ...claims, iss: 'https://issuer.example', exp: now + 30, token_type: 'Bearer', client_id: 'x' })).toMatchObject({ expires: now + 30 });
  });

  it('says whom the token is bound to', () => {
    expect(read({ ...claims, cnf: { jkt: 'A'.repeat(43) } })).toMatchObject({ bound: { jkt: 'A'.repeat(43) } });
  });

  it.each([
    ['inactive', { active: false }, 'token.inactive'],
    ['inactive, with all that a good one has', { ...claims, active: false }, 'token.inactive'],
    ['without a word on it', { ...claims, active: undefined }, 'token.unavailable'],
    ['active as a text', { ...claims, active: 'true' }, 'token.unavailable'],
    ['active as a number', { ...claims, active: 1 }, 'token.unavailable'],
    ['an array', [claims], 'token.unavailable'],
    ['a text', 'true', 'token.unavailable'],
    ['nothing', '', 'token.unavailable'],
    ['active twice', '{"active":false,"active":true}', 'token.unavailable'],
    ['of another issuer', { ...claims, iss: 'https://other.example' }, 'jwt.issuer'],
    ['of no issuer', { ...claims, iss: null }, 'jwt.issuer'],
    ['for somebody else', { ...claims, aud: 'https://other.example' }, 'jwt.audience'],
    ['for nobody', { ...claims, aud: undefined }, 'jwt.audience'],
    ['expired', { ...claims, exp: now - 60 }, 'jwt.expired'],
    ['expired at a time of another type', { ...claims, exp: null }, 'jwt.claims'],
    ['not yet valid', { ...claims, nbf: now + 61 }, 'jwt.early'],
    ['without a subject', { ...claims, sub: undefined }, 'jwt.subject'],
    ['bound to something else', { ...claims, cnf: { kid: 'x' } }, 'jwt.claims'],
  ])('%s is refused', (_, body, rule) => {
    expect(read(body)).toBe(rule);
  });

  it('counts only as what it must be', () => {
    for (const [status, type] of [[201, 'application/json'], [302, 'application/json'], [401, 'application/json'], [200, null], [200, 'text/html'], [200, 'application/token-introspection+jwt']] as const) expect(read(claims, status, type)).toBe('token.unavailable');
    for (const failed of ['connection', 'timeout', 'size'] as const) expect(readIntrospection({ failed }, terms, now, decoding)).toBe('token.unavailable');
    expect(read(claims, 200, 'application/json; charset=utf-8')).toMatchObject({ subject: 'ada' });
  });
});

it('what is asked, and as whom, are encoded as in a form', () => {
  const odd = 'a&b=c:d+e f!\'()*~%\u00e9';
  expect(new URLSearchParams(introspectionForm(odd)).get('token')).toBe(odd);
  expect(clientCredentials(odd, 'x').split(':')).toEqual([new URLSearchParams({ odd }).toString().slice(4).replaceAll('+', '%20').replaceAll('*', '%2A'), 'x']);
});
