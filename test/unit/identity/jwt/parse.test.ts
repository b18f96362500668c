import { describe, expect, it } from 'vitest';
import { accessTokenForm, parseJwt } from '../../../../src/core/identity/jwt/parse.ts';
import { decoding } from '../../../../src/host/jwt/decoding.ts';
import { checkParsing } from '../../../engine/jwt-properties.ts';
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
  it.each([['QQ', 'A'], ['QUI', 'AB'], ['QUJD', 'ABC'], ['-_-_', '\xfb\xff\xbf']])('%j stands for %j', (text, bytes) => { expect(Buffer.from(decoding.bytes(text) ?? []).toString('latin1')).toBe(bytes); });
  it.each(['', 'Q', 'QR', 'QUJ', 'QQ==', 'QUI=', 'Q Q', 'QQ\n', 'Q+/=', '+/+/', 'QUJDQ', '\u00e9', '\0AAA', 'QQ=', 'Q.', '\u0141\u0141'])('%j stands for nothing', (text) => { expect(decoding.bytes(text)).toBeUndefined(); });
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

it('reads any token or names what is wrong with it, and any bytes have one spelling', () => {
  checkParsing({ seed: Date.now(), count: 3000 });
});
