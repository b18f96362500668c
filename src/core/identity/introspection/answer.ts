import { isObject } from '../../jsonrpc/json.ts';
import { parseDocument } from '../../jsonrpc/parse.ts';
import { readConfirmation } from '../dpop/confirmation.ts';
import { judgeClaims, own, type Expectations } from '../jwt/claims.ts';
import type { Decoding } from '../jwt/decoding.ts';
import { readGrant, type ClaimMapping, type Proof } from '../jwt/grant.ts';
import type { KeyAnswer } from '../jwt/jwks-cache.ts';
import type { JwtRule } from '../jwt/rules.ts';
import type { IntrospectionRule } from './rules.ts';

/** What is expected of tokens whose server is asked, and for how many seconds its word counts. */
export interface IntrospectionTerms {
  readonly expects: Expectations;
  readonly mapping: ClaimMapping;
  readonly cache: number;
}

/** Bytes of an answer: a token's claims. */
export const longestAnswer = 65_536;

/**
 * Reads an answer of RFC 7662, section 2.2, at a time in seconds: what the token proves, or why it is refused. Only `active: true` counts,
 * and then all that counts for claims of a JWT; but `iss` and `exp` may be absent there, since it is the server itself who speaks, now.
 */
export function readIntrospection(answer: KeyAnswer, { expects, mapping, cache }: IntrospectionTerms, now: number, decoding: Decoding): Proof | JwtRule | IntrospectionRule {
  if ('failed' in answer || answer.status !== 200 || !/^application\/json[ \t]*(?:;|$)/i.test(answer.mediaType ?? '')) return 'token.unavailable';
  const text = decoding.text(answer.body);
  const document = text === undefined ? 'json.utf8' : parseDocument({ text, bytes: answer.body, isPlain: false });
  if (typeof document === 'string' || !isObject(document.value)) return 'token.unavailable';
  const active = own(document.value, 'active');
  if (active !== true) return active === false ? 'token.inactive' : 'token.unavailable';

  const claims = { iss: expects.issuer, exp: now + cache, ...document.value };
  const fault = judgeClaims(claims, expects, now);
  if (fault !== undefined) return fault;
  const grant = readGrant(claims, mapping);
  if (typeof grant === 'string') return grant;
  const bound = readConfirmation(claims);
  return bound === 'jwt.claims' ? bound : { ...grant, issuer: expects.issuer, expires: Math.min(claims.exp, now + cache), ...(bound && { bound }) };
}
