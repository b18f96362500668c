import { readConfirmation } from '../../core/identity/dpop/confirmation.ts';
import { judgeClaims, own, type Expectations } from '../../core/identity/jwt/claims.ts';
import { readGrant, type ClaimMapping, type Proof } from '../../core/identity/jwt/grant.ts';
import type { VerificationKey } from '../../core/identity/jwt/jwk.ts';
import { selectKey } from '../../core/identity/jwt/jwks.ts';
import { parseJwt, type JwtForm } from '../../core/identity/jwt/parse.ts';
import type { JwtRule } from '../../core/identity/jwt/rules.ts';
import { decoding } from './decoding.ts';
import { verifySignature } from './verify-signature.ts';

/** Whether keys have the one a token names: where they do not, newer ones may. */
export type IsKnown = (keys: readonly VerificationKey[]) => boolean;

/** An issuer whose tokens are believed. */
export interface TrustedIssuer {
  readonly expects: Expectations;
  readonly mapping: ClaimMapping;
  /** Its keys: pinned ones, or those it publishes (shared-keys.ts); undefined when they cannot be had. */
  readonly keys: (isKnown: IsKnown) => Promise<readonly VerificationKey[] | undefined>;
  /** Milliseconds for which what its tokens prove is remembered at most; no longer than keys take to be renewed. */
  readonly remember: number;
}

/**
 * Verifies a token at a time in seconds: what it proves, or why it is refused. What it says is looked at only once its signature verified,
 * but for its issuer, which says whose keys to take.
 */
export async function verifyToken(token: string, findIssuer: (name: string) => TrustedIssuer | undefined, now: number, form?: JwtForm): Promise<Proof | JwtRule> {
  const jwt = parseJwt(token, decoding, form);
  if (typeof jwt === 'string') return jwt;
  const { claims } = jwt;
  const name = own(claims, 'iss');
  const trusted = typeof name === 'string' ? findIssuer(name) : undefined;
  if (trusted === undefined) return 'jwt.issuer';
  const { expects, mapping } = trusted;

  const keys = await trusted.keys((known) => selectKey(known, jwt) !== 'jwt.key');
  if (keys === undefined) return 'jwt.keys';
  const key = selectKey(keys, jwt);
  if (typeof key === 'string') return key;
  const fault = (await verifySignature(key, jwt.alg, jwt.signed, jwt.signature)) ?? judgeClaims(claims, expects, now);
  if (fault !== undefined) return fault;

  const grant = readGrant(claims, mapping);
  if (typeof grant === 'string') return grant;
  const bound = readConfirmation(claims);
  return bound === 'jwt.claims' ? bound : { ...grant, issuer: expects.issuer, expires: own(claims, 'exp') as number, ...(bound && { bound }) };
}
