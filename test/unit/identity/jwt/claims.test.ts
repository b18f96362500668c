import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeClaims, type Expectations } from '../../../../src/core/identity/jwt/claims.ts';
import { rules } from '../../../../src/core/rules.ts';

const now = 1000;
const expects: Expectations = { issuer: 'https://i.example', audiences: ['https://mcp.example/mcp', 'mcp'], skew: 60 };
const sound = { iss: 'https://i.example', aud: 'mcp', exp: 2000 };
const judge = (changes: object, time = now): unknown => judgeClaims({ ...sound, ...changes }, expects, time);

describe('claims', () => {
  it.each([
    ['one audience', {}], ['several', { aud: ['other', 'https://mcp.example/mcp'] }], ['all times', { nbf: 900, iat: 900 }],
    ['fractions of seconds', { exp: 1000.5, iat: 999.25 }], ['a clock that is behind, by less than the skew', { nbf: 1060, iat: 1060 }], ['one that is ahead', { exp: 941 }],
  ])('are taken with %s', (_, changes) => { expect(judge(changes)).toBeUndefined(); });

  it.each([
    ['another issuer', { iss: 'https://i.example/' }, 'jwt.issuer'], ['its issuer in other case', { iss: 'https://I.example' }, 'jwt.issuer'],
    ['no issuer', { iss: undefined }, 'jwt.issuer'], ['an issuer in a list', { iss: ['https://i.example'] }, 'jwt.issuer'],
    ['another audience', { aud: 'mcp2' }, 'jwt.audience'], ['no audience', { aud: undefined }, 'jwt.audience'], ['an empty list', { aud: [] }, 'jwt.audience'],
    ['an audience that begins as ours', { aud: 'https://mcp.example/mcp/' }, 'jwt.audience'], ['two in one text', { aud: 'mcp other' }, 'jwt.audience'],
    ['an audience within a list', { aud: [['mcp']] }, 'jwt.claims'], ['one that is an object', { aud: { mcp: true } }, 'jwt.claims'], ['one that is null', { aud: null }, 'jwt.claims'],
    ['ours among things that are no text', { aud: ['mcp', 7] }, 'jwt.claims'], ['too many', { aud: Array.from({ length: 65 }, () => 'mcp') }, 'jwt.claims'],
    ['no expiry', { exp: undefined }, 'jwt.expired'], ['an expiry that is over by the skew', { exp: 940 }, 'jwt.expired'], ['one long over', { exp: 0 }, 'jwt.expired'],
    ['one before all time', { exp: -1 }, 'jwt.expired'], ['an expiry in a text', { exp: '2000' }, 'jwt.claims'], ['null', { exp: null }, 'jwt.claims'], ['true', { exp: true }, 'jwt.claims'],
    ['an object with a value', { exp: { valueOf: 2000 } }, 'jwt.claims'], ['a list', { exp: [2000] }, 'jwt.claims'],
    ['a time from which on', { nbf: 1061 }, 'jwt.early'], ['one in a text', { nbf: '0' }, 'jwt.claims'], ['null for it', { nbf: null }, 'jwt.claims'],
    ['a birth in the future', { iat: 1061 }, 'jwt.early'], ['one in a text', { iat: 'now' }, 'jwt.claims'],
  ])('are refused with %s', (_, changes, rule) => { expect(judge(changes)).toBe(rule); });

  it('that an object inherits were never made', () => {
    const inherited = Object.create(sound) as Record<string, unknown>;
    expect(judgeClaims(inherited, expects, now)).toBe('jwt.issuer');
    expect(judgeClaims(Object.assign(inherited, { iss: sound.iss }), expects, now)).toBe('jwt.audience');
  });

  it('are for nobody where nobody is expected', () => {
    expect(judgeClaims(sound, { ...expects, audiences: [] }, now)).toBe('jwt.audience');
  });

  it('are judged whatever they are, and nothing thrown', () => {
    const any = fc.jsonValue({ maxDepth: 2 });
    const claims = fc.record({ iss: fc.oneof(any, fc.constant(sound.iss)), aud: fc.oneof(any, fc.constant('mcp')), exp: any, nbf: any, iat: any }, { requiredKeys: [] });
    fc.assert(fc.property(claims, (values) => {
      const rule = judgeClaims(values, expects, now);
      // What passes has said all that it must.
      return rule === undefined ? values.iss === sound.iss && typeof values.exp === 'number' && values.exp > now - 60 : Object.hasOwn(rules, rule);
    }), { numRuns: 2000 });
  });
});
