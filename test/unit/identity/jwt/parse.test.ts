import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessTokenForm, parseJwt } from '../../../../src/core/identity/jwt/parse.ts';
import { isBase64Url } from '../../../../src/core/identity/jwt/base64url.ts';
import { jwtRules } from '../../../../src/core/identity/jwt/rules.ts';
import { decoding } from '../../../../src/host/jwt/decoding.ts';
import { encode } from '../../../support/jwt.ts';

const signature = 'AAAA';
const head = { alg: 'ES256' };
const parse = (header: unknown, claims: unknown = '{}'): unknown => {
  const jwt = parseJwt(`${encode(header)}.${encode(claims)}.${signature}`, decoding);
  return typeof jwt === 'string' ? jwt : jwt.claims;
};

describe('a token', () => {
  it('is read with what it says and what is signed', () => {
    const text = `${encode({ ...head, kid: 'k' })}.${encode({ iss: 'i' })}`;
    expect(parseJwt(`${text}.${signature}`, decoding)).toEqual({ alg: 'ES256', kid: 'k', header: { alg: 'ES256', kid: 'k' }, claims: { iss: 'i' }, signed: text, signature: Buffer.alloc(3) });
  });

  it('of 100 KB is refused by its length, without a look at it', () => {
    const unread = { bytes: () => expect.unreachable(), text: () => expect.unreachable() };
    expect(parseJwt('A'.repeat(100_000), unread)).toBe('jwt.size');
    expect(parseJwt(`${'A'.repeat(50_000)}.${'.'.repeat(50_000)}`, unread)).toBe('jwt.size');
  });

  it('may be as long as its limit and no longer', () => {
    const start = `${encode(head)}.${encode({})}.`;
    expect(parseJwt(start.padEnd(8192, 'A'), decoding)).toHaveProperty('alg');
    expect(parseJwt(start.padEnd(8193, 'A'), decoding)).toBe('jwt.size');
  });

  it('lets a key stand in its header where whoever asks wants it, as for proofs of possession, and no other', () => {
    const form = { ...accessTokenForm, types: ['dpop+jwt'], embedded: ['jwk'] };
    const proof = (header: object): unknown => parseJwt(`${encode({ ...head, typ: 'dpop+jwt', ...header })}.${encode({})}.${signature}`, decoding, form);
    expect(proof({ jwk: { kty: 'EC' } })).toMatchObject({ header: { jwk: { kty: 'EC' } } });
    expect(proof({ jwk: {}, x5c: [] })).toBe('jwt.embedded');
    expect(proof({ typ: 'at+jwt' })).toBe('jwt.typ');
  });
});

describe('base64url', () => {
  it.each(['QQ', 'QUI', 'QUJD', '-_-_'])('is %j', (text) => { expect(isBase64Url(text)).toBe(true); });
  it.each(['', 'Q', 'QR', 'QUJ', 'QQ==', 'QUI=', 'Q Q', 'QQ\n', 'Q+/=', '+/+/', 'QUJDQ', 'é', '\0AAA', 'QQ=', 'Q.'])('is not %j', (text) => { expect(isBase64Url(text)).toBe(false); });

  it('has one spelling for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64url');
      expect(isBase64Url(text)).toBe(true);
      const last = text.at(-1) ?? '';
      const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter((digit) => digit !== last).map((digit) => text.slice(0, -1) + digit);
      for (const other of others) expect(isBase64Url(other) && Buffer.from(bytes).equals(decoding.bytes(other))).toBe(false);
    }), { numRuns: 50 });
  });

  it('is decoded natively to the bytes it stands for', () => {
    expect([...decoding.bytes('-_8A')]).toEqual([0xfb, 0xff, 0x00]);
  });
});

describe('header and claims', () => {
  it.each([
    ['an array', '[]'], ['a text', '"a"'], ['null', 'null'], ['a number', '7'], ['nothing', ' '], ['two documents', '{}{}'],
    ['a key twice', '{"iss":"a","iss":"b"}'], ['a key twice, once in escapes', '{"iss":"a","\\u0069ss":"b"}'], ['a key twice further in', '{"a":{"b":1,"b":2}}'],
    ['a key in escapes', '{"\\u0069ss":"b"}'], ['__proto__', '{"__proto__":{"iss":"a"}}'], ['a byte order mark', '\ufeff{}'], ['a NUL', '{"a":"\\u0000"}'],
    ['half a surrogate', '{"a":"\\ud800"}'], ['a number no double holds', '{"exp":1e999}'], ['an integer that parsers read differently', '{"exp":9007199254740993}'],
    ['depth', `{"a":${'['.repeat(16)}${']'.repeat(16)}}`], ['single quotes', "{'iss':'a'}"], ['a comment', '{}//'], ['a comma at the end', '{"a":1,}'],
  ])('are refused with %s', (_, text) => {
    expect(parse(head, text)).toBe('jwt.json');
    expect(parse(text)).toMatch(/^jwt\.(?:json|alg)$/);
  });

  it('are refused when they are no UTF-8', () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url');
    expect(parseJwt(`${encode(head)}.${bytes}.${signature}`, decoding)).toBe('jwt.json');
    expect(parseJwt(`${bytes}.${encode({})}.${signature}`, decoding)).toBe('jwt.json');
  });

  it('with alg twice are refused, whichever counted', () => {
    expect(parse('{"alg":"ES256","alg":"none"}')).toBe('jwt.json');
    expect(parse('{"alg":"none","alg":"ES256"}')).toBe('jwt.json');
  });

  it('may hold anything else', () => {
    const claims = { name: 'Ada \u00e9\u{1f600}', list: [1, 2.5, null, true], 'https://example.com/roles': ['a'] };
    expect(parse(head, claims)).toEqual(claims);
  });
});

it('whatever is sent, parsing names a rule or reads a token, and throws nothing', () => {
  const json = fc.json({ maxDepth: 4 }).map(encode);
  const spoiled = fc.tuple(fc.constantFrom('alg', 'kid', 'typ', 'crit', 'jwk', 'b64'), fc.jsonValue({ maxDepth: 2 })).map(([name, value]) => encode({ alg: 'ES256', [name]: value }));
  const part = fc.oneof(json, spoiled, fc.constant(encode(head)), fc.base64String(), fc.string({ unit: 'binary', maxLength: 40 }), fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')));
  const tokens = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.'));
  fc.assert(fc.property(tokens, (token) => {
    const jwt = parseJwt(token, decoding);
    return typeof jwt === 'string' ? Object.hasOwn(jwtRules, jwt) : jwt.signed.length < token.length;
  }), { numRuns: 3000 });
});
