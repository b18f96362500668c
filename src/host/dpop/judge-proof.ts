import hashes from 'crypto';
import { isNonce, type Sign } from '../../core/identity/dpop/nonce.ts';
import { judgeDpopClaims, readDpopProof, type DpopRequest, type DpopSettings } from '../../core/identity/dpop/proof.ts';
import type { DpopRule } from '../../core/identity/dpop/rules.ts';
import { thumbprintText } from '../../core/identity/dpop/thumbprint.ts';
import { decoding } from '../jwt/decoding.ts';
import { verifySignature } from '../jwt/verify-signature.ts';

/** What is remembered of proofs, and who signs nonces. */
export interface DpopPorts {
  /** Notes a proof for so many milliseconds, or says that it was noted, or that there is no room. */
  spend(proof: string, milliseconds: number): 'dpop.replay' | 'dpop.full' | undefined;
  readonly sign: Sign;
}

/** What a proof is to be held against. */
export interface DpopQuestion extends Omit<DpopRequest, 'ath'> {
  /** The `DPoP` header. */
  readonly header: string;
  readonly token: string;
  /** The key that the token is bound to, by its thumbprint. */
  readonly jkt: string;
}

/**
 * Undefined when a proof of possession holds at a time in seconds, or else why not (RFC 9449, section 4.3). It is spent only when it
 * holds: what an attacker makes up takes no room.
 */
export async function judgeProof(question: DpopQuestion, settings: DpopSettings, now: number, ports: DpopPorts): Promise<DpopRule | undefined> {
  const { header, token, jkt } = question;
  const proof = readDpopProof(header, settings.algorithms, decoding);
  if (typeof proof === 'string') return proof;
  const { jwt, key } = proof;
  if (digest(thumbprintText(key.jwk)) !== jkt) return 'dpop.binding';
  const fault = await verifySignature(key, jwt.alg, jwt.signed, jwt.signature);
  if (fault !== undefined) return fault === 'jwt.signature' ? 'dpop.signature' : 'dpop.key';
  const claims = judgeDpopClaims(jwt, { ...question, ath: digest(token) }, settings.window, now);
  if (typeof claims === 'string') return claims;
  if (settings.nonce === true && !isNonce(claims.nonce, now, ports.sign)) return 'dpop.nonce';
  // Last: only now somebody could use it again.
  return ports.spend(digest(`${jkt} ${claims.jti}`), Math.ceil((claims.until - now) * 1000));
}

/** SHA-256 in base64url. */
function digest(text: string): string {
  return hashes.createHash('sha256').update(text).digest('base64url');
}
