import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../../../../src/core/identity/jwt/algorithms.ts';
import { readJwk } from '../../../../src/core/identity/jwt/jwk.ts';
import { readJwks, selectKey, type KeySet } from '../../../../src/core/identity/jwt/jwks.ts';
import { decoding } from '../../../../src/host/jwt/decoding.ts';
import { makeSigner } from '../../../support/jwt.ts';

const rsa = makeSigner('RS256').jwk;
const p256 = makeSigner('ES256').jwk;
const p384 = makeSigner('ES384').jwk;
const ed = makeSigner('EdDSA').jwk;
const read = (key: unknown, allowed?: readonly Algorithm[]): unknown => {
  const found = readJwk(key, decoding, allowed);
  return typeof found === 'string' ? found : found.algs;
};
const readSet = (value: unknown): unknown => readJwks(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), decoding);
const numbers = (bytes: readonly number[]): string => Buffer.from(bytes).toString('base64url');
const modulus = Buffer.from(String(rsa['n']), 'base64url');

describe('a key', () => {
  it('is kept with its public members only, and what it may verify', () => {
    expect(readJwk({ ...p256, x5c: ['MIIB'], x5t: 'a', ext: true, iat: 1 }, decoding)).toEqual({ kid: 'key-ES256', algs: ['ES256'], jwk: { kty: 'EC', crv: 'P-256', x: p256['x'], y: p256['y'] } });
  });

  it.each([
    ['alg', rsa, undefined, ['RS256']], ['alg, though more are allowed', rsa, ['RS256', 'PS256'], ['RS256']], ['no alg', { ...rsa, alg: undefined }, undefined, ['RS256']],
    ['no alg and what is allowed', { ...rsa, alg: undefined }, ['PS256', 'RS512', 'ES256'], ['RS512', 'PS256']], ['a curve', { ...p384, alg: undefined }, undefined, ['ES384']],
    ['Ed25519 by its old name', ed, undefined, ['EdDSA', 'Ed25519']], ['and by its new one', { ...ed, alg: 'Ed25519' }, undefined, ['EdDSA', 'Ed25519']],
  ] as const)('with %s verifies what that says', (_, key, allowed, algs) => { expect(read(key, allowed)).toEqual(algs); });

  it.each([
    ['a secret', { kty: 'oct', k: 'AAAA' }, 'private'], ['a private one', { ...rsa, d: 'AQAB' }, 'private'], ['a private one of a curve', { ...p256, d: 'AQAB' }, 'private'], ['a type nobody knows', { ...rsa, kty: 'AKP' }, 'type'],
    ['another curve', { ...p256, crv: 'P-521' }, 'type'], ['secp256k1', { ...p256, crv: 'secp256k1' }, 'type'], ['X25519', { ...ed, crv: 'X25519' }, 'type'], ['Ed448', { ...ed, crv: 'Ed448' }, 'type'],
    ['Ed25519 as EC', { ...ed, kty: 'EC' }, 'type'], ['one to encrypt', { ...rsa, use: 'enc' }, 'use'], ['one to sign', { ...rsa, use: undefined, key_ops: ['sign'] }, 'use'], ['operations in a text', { ...rsa, key_ops: 'verify' }, 'use'],
    ['the algorithm of another type', { ...rsa, alg: 'ES256' }, 'algorithm'], ['HS256', { ...rsa, alg: 'HS256' }, 'algorithm'], ['none', { ...rsa, alg: 'none' }, 'algorithm'], ['one for encryption', { ...rsa, alg: 'RSA-OAEP-256' }, 'algorithm'],
    ['no text for an algorithm', { ...rsa, alg: ['RS256'] }, 'algorithm'], ['the other curve', { ...p256, alg: 'ES384' }, 'algorithm'],
    ['a modulus of 2047 bits', { ...rsa, n: numbers([0x7f, ...modulus.subarray(1)]) }, 'size'], ['1024 bits', { ...rsa, n: numbers([...modulus.subarray(0, 127), 1]) }, 'size'], ['zeros in front of it', { ...rsa, n: numbers([...Array.from({ length: 128 }, () => 0), ...modulus.subarray(0, 127), 1]) }, 'size'],
    ['one zero in front', { ...rsa, n: numbers([0, ...modulus]) }, 'size'], ['an even one', { ...rsa, n: numbers([...modulus.subarray(0, -1), 2]) }, 'size'], ['16384 bits', { ...rsa, n: numbers(Array.from({ length: 2048 }, () => 0xff)) }, 'form'], ['8200 bits', { ...rsa, n: numbers(Array.from({ length: 1025 }, () => 0xff)) }, 'size'],
    ['exponent 1', { ...rsa, e: 'AQ' }, 'exponent'], ['3', { ...rsa, e: 'Aw' }, 'exponent'], ['an even exponent', { ...rsa, e: numbers([1, 0, 2]) }, 'exponent'], ['a huge one', { ...rsa, e: numbers([1, 0, 0, 0, 1]) }, 'exponent'], ['none', { ...rsa, e: undefined }, 'form'],
    ['padding in a number', { ...rsa, e: 'AQAB====' }, 'form'], ['a number in a number', { ...rsa, n: 65537 }, 'form'], ['a short coordinate', { ...p256, x: 'AQAB' }, 'form'], ['a long one', { ...p256, y: p384['y'] }, 'form'], ['none', { ...p256, y: undefined }, 'form'], ['the short of Ed25519', { ...ed, x: 'AQAB' }, 'form'],
    ['a name in a number', { ...rsa, kid: 7 }, 'kid'], ['a name with a line break', { ...rsa, kid: 'a\nb' }, 'kid'], ['a list for a key', [], 'form'], ['null', null, 'form'], ['a text', 'key', 'form'],
  ])('is left out with %s', (_, key, fault) => { expect(read(key)).toBe(fault); });

  it('is left out where what it verifies is not allowed', () => {
    expect(read(rsa, ['ES256'])).toBe('algorithm');
    expect(read(ed, ['ES256'])).toBe('algorithm');
  });
});

describe('a set of keys', () => {
  it('says of each key that is left out where it stands and why', () => {
    const { keys, left } = readSet({ keys: [{ kty: 'oct', k: 'AA' }, rsa, { ...rsa, kid: 'enc', use: 'enc' }, p256] }) as KeySet;
    expect(keys.map(({ kid }) => kid)).toEqual(['key-RS256', 'key-ES256']);
    expect(left).toEqual([{ at: 0, fault: 'private' }, { at: 2, fault: 'use' }]);
  });

  it('has none of the keys that share an id, and does not mind one for encryption that does', () => {
    expect(readSet({ keys: [rsa, { ...p256, kid: rsa['kid'] }, ed] })).toMatchObject({ keys: [{ kid: 'key-EdDSA' }], left: [{ at: 0, fault: 'duplicate' }, { at: 1, fault: 'duplicate' }] });
    expect(readSet({ keys: [rsa, { ...rsa, use: 'enc' }] })).toMatchObject({ keys: [{ kid: 'key-RS256' }] });
  });

  it.each([
    ['a page', '<html>', 'json'], ['nothing', '', 'json'], ['a list', '[]', 'form'], ['one key', rsa, 'form'], ['keys in an object', { keys: { a: rsa } }, 'form'], ['no keys', { keys: [] }, 'empty'],
    ['no key that can be used', { keys: [{ kty: 'oct', k: 'AA' }] }, 'empty'], ['keys twice', `{"keys":[],"keys":[${JSON.stringify(rsa)}]}`, 'json'], ['too many', { keys: Array.from({ length: 65 }, (_, at) => ({ ...rsa, kid: String(at) })) }, 'size'],
    ['too much', `{"keys":[${JSON.stringify(rsa)}],"more":"${'x'.repeat(131_072)}"}`, 'size'], ['keys of what it inherits', '{"__proto__":{"keys":[]}}', 'json'],
  ])('is not %s', (_, value, fault) => { expect(readSet(value)).toBe(fault); });

  it('is read or refused whatever it is, and nothing thrown', () => {
    const spoiled = fc.tuple(fc.constantFrom(rsa, p256, ed), fc.constantFrom('kty', 'crv', 'n', 'e', 'x', 'y', 'alg', 'use', 'kid', 'key_ops'), fc.jsonValue({ maxDepth: 1 })).map(([key, name, value]) => ({ ...key, [name]: value }));
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.record({ keys: fc.array(fc.oneof(spoiled, fc.jsonValue({ maxDepth: 2 })), { maxLength: 4 }) })), (value) => {
      const set = readSet(value);
      return typeof set === 'string' || (set as KeySet).keys.every(({ algs }) => algs.length > 0);
    }), { numRuns: 1000 });
  });
});

describe('the key of a token', () => {
  const { keys } = readSet({ keys: [rsa, p256, { ...ed, kid: undefined }] }) as KeySet;
  it.each([
    ['key-RS256', 'RS256', 'key-RS256'], [undefined, 'RS256', 'key-RS256'], ['key-RS256', 'RS512', 'jwt.alg'], ['key-RS256', 'ES256', 'jwt.alg'], ['gone', 'RS256', 'jwt.key'], [undefined, 'PS256', 'jwt.key'],
    [undefined, 'EdDSA', undefined], ['gone', 'EdDSA', undefined], ['', 'RS256', 'jwt.key'],
  ] as const)('for kid %j and alg %s is %j', (kid, alg, found) => {
    const key = selectKey(keys, { kid, alg });
    expect(typeof key === 'string' ? key : key.kid).toBe(found);
  });
});
