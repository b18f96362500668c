import hashes from 'crypto';
import type { Proof } from '../../core/identity/jwt/grant.ts';
import { accessTokenForm, type JwtForm } from '../../core/identity/jwt/parse.ts';
import { readProof, rememberFor, writeProof } from '../../core/identity/jwt/remembered.ts';
import type { JwtRule } from '../../core/identity/jwt/rules.ts';
import { verifyToken, type TrustedIssuer } from './verify-token.ts';

/*
 * Tokens that were verified, by their hash, in a dictionary that all workers share: nobody can read a token there. Only proofs are kept, so
 * that what an attacker sends takes no room.
 */

/** What decides about tokens. */
export interface TokenRules {
  readonly issuers: readonly TrustedIssuer[];
  readonly form?: JwtForm;
  /** Stands for all of this and for the policy it is from: proofs by other rules do not count. */
  readonly stamp: string;
  /** Milliseconds for which a proof is remembered at most; no longer than keys take to be renewed. */
  readonly remember: number;
}

const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_proofs'] as NgxTextDict | undefined) : undefined;

/** What a token proves at a time in seconds, or why it is refused: as remembered, or verified now. */
export function proveToken(token: string, rules: TokenRules, now: number): Promise<Proof | JwtRule> {
  const { issuers, form = accessTokenForm, stamp } = rules;
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_proofs is missing; http.conf is of another version than the bundle');
  if (token.length > form.size) return Promise.resolve('jwt.size');
  const key = hashes.createHash('sha256').update(`${stamp} ${token}`).digest('base64url');
  const known = readProof(shared.get(key), now);
  if (known !== undefined) return Promise.resolve(known);
  return verifyToken(token, issuers, now, form).then((proof) => {
    if (typeof proof !== 'string') remember(key, proof, rememberFor(proof, now, rules.remember), shared);
    return proof;
  });
}

function remember(key: string, proof: Proof, milliseconds: number, dictionary: NgxTextDict): void {
  if (milliseconds === 0) return;
  try {
    dictionary.add(key, writeProof(proof), milliseconds);
  } catch {
    // No room, though the oldest made way: the token is verified again next time.
  }
}
