import fc from 'fast-check';
import { parseJwt } from '../../src/core/identity/jwt/parse.ts';
import { rules } from '../../src/core/rules.ts';
import { decoding } from '../../src/host/jwt/decoding.ts';
import type { Runs } from './properties.ts';

const digits = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Any token is read or refused by a rule, and any bytes have one spelling; throws with the smallest thing that breaks it, and the seed. */
export function checkParsing({ seed, count }: Runs): void {
  const spoiled = fc.tuple(fc.constantFrom('alg', 'kid', 'typ', 'crit', 'jwk', 'b64'), fc.jsonValue({ maxDepth: 2 })).map(([name, value]) => encode({ alg: 'ES256', [name]: value }));
  const bytes = fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some).toString('base64url'));
  const part = fc.oneof(fc.json({ maxDepth: 4 }).map(encode), spoiled, fc.constant(encode({ alg: 'ES256' })), fc.base64String(), fc.string({ unit: 'binary', maxLength: 40 }), bytes);
  const tokens = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.'));
  fc.assert(fc.property(tokens, (token) => {
    const jwt = parseJwt(token, decoding);
    return typeof jwt === 'string' ? Object.hasOwn(rules, jwt) : jwt.signed.length < token.length;
  }), { seed, numRuns: count });

  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (some) => {
    const text = Buffer.from(some).toString('base64url');
    const spellings = digits.map((digit) => text.slice(0, -1) + digit).filter((one) => decoding.bytes(one)?.join() === some.join());
    return spellings.join() === text;
  }), { seed, numRuns: Math.ceil(count / 20) });
}
