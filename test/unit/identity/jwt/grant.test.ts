import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClaimPath, valuesAt, type ClaimPath } from '../../../../src/core/identity/jwt/claim-path.ts';
import { readGrant, usualMapping, type ClaimMapping } from '../../../../src/core/identity/jwt/grant.ts';

const path = (text: string): ClaimPath => parseClaimPath(text) ?? expect.unreachable(text);
const mapping: ClaimMapping = { ...usualMapping, role: { claim: path('realm_access.roles'), values: [['mcp-admin', 'operator'], ['mcp-user', 'reader'], ['staff', 'reader']] } };
const grant = (claims: object): unknown => readGrant({ sub: 'ada', ...claims }, mapping);

describe('a path to a claim', () => {
  it.each([
    ['roles', ['roles']], ['realm_access.roles', ['realm_access', 'roles']], ['https://example\\.com/roles', ['https://example.com/roles']],
    ['resource_access.my\\.app.roles', ['resource_access', 'my.app', 'roles']], ['a\\\\.b', ['a\\', 'b']], ['a\\\\\\.b', ['a\\.b']], ['\u{1f511}.b', ['\u{1f511}', 'b']],
  ])('%j leads to %j', (text, names) => { expect(parseClaimPath(text)).toEqual(names); });
  it.each(['', '.', 'a.', '.a', 'a..b', 'a\\', 'a\\b', 'a.b.c.d.e.f.g.h.i', 'x'.repeat(1025)])('is not %j', (text) => { expect(parseClaimPath(text)).toBeUndefined(); });
  it('is found in any text that escapes its names', () => {
    fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 }), (names) => {
      expect(parseClaimPath(names.map((name) => name.replace(/[\\.]/g, '\\$&')).join('.'))).toEqual(names);
    }));
  });
});

describe('the values of a claim', () => {
  it.each([
    ['a text', 'staff', ['staff']], ['words', 'a  b c ', ['a', 'b', 'c']], ['an array', ['a', 'b c'], ['a', 'b c']], ['nothing', undefined, []], ['null', null, []], ['an empty text', '', []],
  ])('are those of %s', (_, value, values) => { expect(valuesAt({ roles: value }, ['roles'])).toEqual(values); });
  it.each([
    ['a number', 7], ['true', true], ['an object', { staff: true }], ['an array of others', ['a', 7]], ['an array in an array', [['a']]],
    ['too many', Array.from({ length: 257 }, () => 'a')], ['too many words', 'a '.repeat(300)], ['one too long', 'a'.repeat(257)],
  ])('are not to be had from %s', (_, value) => { expect(valuesAt({ roles: value }, ['roles'])).toBeUndefined(); });
  it('are own ones only, all the way', () => {
    expect(valuesAt({}, ['constructor', 'name'])).toEqual([]);
    expect(valuesAt({ a: 'text' }, ['a', 'length'])).toEqual([]);
    expect(valuesAt({ a: ['staff'] }, ['a', '0'])).toEqual([]);
  });
});

describe('a grant', () => {
  it('has the role of the first value of the policy that the token has, whatever its own order', () => {
    expect(grant({ realm_access: { roles: ['staff', 'mcp-user', 'mcp-admin'] } })).toEqual({ subject: 'ada', role: 'operator', scopes: [] });
    expect(grant({ realm_access: { roles: 'staff mcp-user' } })).toMatchObject({ role: 'reader' });
  });
  it.each([{}, { roles: ['mcp-admin'] }, { 'realm_access.roles': ['mcp-admin'] }, { realm_access: {} }, { realm_access: { roles: ['MCP-ADMIN', 'operator'] } }, { realm_access: 'mcp-admin' }])('has no role where nothing means one: %j', (claims) => {
    expect(grant(claims)).toEqual({ subject: 'ada', role: undefined, scopes: [] });
  });
  it('has the scopes of all places, each once', () => {
    expect(grant({ scope: 'files:read files:write', scp: ['files:read', 'sql'] })).toMatchObject({ scopes: ['files:read', 'files:write', 'sql'] });
  });
  it.each([['a role of another type', { realm_access: { roles: 7 } }], ['a scope of another type', { scope: { files: 'read' } }]])('is refused for %s', (_, claims) => { expect(grant(claims)).toBe('jwt.claims'); });
  it.each([undefined, null, '', 7, ['ada'], 'a\nb', 'a\u202eb', 'a\u2028b', '\ud800', 'a'.repeat(257)])('is refused with the subject %j', (sub) => { expect(grant({ sub })).toBe('jwt.subject'); });
  it.each(['ada', 'ada@example.com', 'auth0|5f', 'Ada Lovelace', '\u00c5da', 'spiffe://example.org/ns/a'])('may have the subject %j', (sub) => { expect(grant({ sub })).toMatchObject({ subject: sub }); });
});
