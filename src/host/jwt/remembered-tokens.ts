import hashes from 'crypto';
import type { Proof } from '../../core/identity/jwt/grant.ts';
import { readProof, writeProof } from '../../core/identity/jwt/remembered.ts';
import type { TokenSettings } from '../../core/identity/settings.ts';

/*
 * Tokens that were verified, by their hash, in a dictionary that all workers share: nobody can read a token there. Only proofs are kept, so
 * that what an attacker sends takes no room.
 */

const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_proofs'] as NgxTextDict | undefined) : undefined;

/** Stands for the rules by which tokens are verified on a server: what one proved there, it proves nowhere else. */
export function stampOn(server: string, { stamp }: TokenSettings): string {
  return `${stamp} ${server}`;
}

/** What a token's proof is kept under; `stamp` stands for the rules by which it was verified. */
export function proofKey(token: string, stamp: string): string {
  return hashes.createHash('sha256').update(`${stamp} ${token}`).digest('base64url');
}

/** What a token proved, if that is remembered and has not expired at a time in seconds. */
export function recallProof(key: string, now: number): Proof | undefined {
  return readProof(open().get(key), now);
}

/** Keeps what a token proved for so many milliseconds. */
export function rememberProof(key: string, proof: Proof, milliseconds: number): void {
  if (milliseconds === 0) return;
  try {
    open().add(key, writeProof(proof), milliseconds);
  } catch {
    // No room, though the oldest made way: the token is verified again next time.
  }
}

function open(): NgxTextDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_proofs is missing; policy.conf is of another version than the bundle');
  return shared;
}
