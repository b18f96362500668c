import hashes from 'crypto';
import type { DpopPorts } from './judge-proof.ts';

/*
 * Proofs that were used, and the secret behind nonces: in a dictionary that all workers share and a reload keeps (policy.conf). It has no
 * `evict`: a proof that made way for another could be used again. Where it is full, proofs are refused until older ones go by themselves.
 */

const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_dpop'] as NgxTextDict | undefined) : undefined;

/** Beyond the time in which a proof counts: nginx's clock may be that much behind the one proofs are judged by. */
const grace = 2000;
/** Milliseconds after which the secret is another one; nonces of the one before are asked for anew. */
const secretTime = 86_400_000;

/** What was used, and nonces, as all workers have them. */
export const sharedProofs: DpopPorts = {
  spend: (proof, milliseconds) => {
    try {
      return open().add(proof, '', milliseconds + grace) ? undefined : 'dpop.replay';
    } catch {
      return 'dpop.full';
    }
  },
  sign: (text) => hashes.createHmac('sha256', readSecret()).update(text).digest('base64url'),
};

function readSecret(): string {
  const dictionary = open();
  const known = dictionary.get('secret');
  if (known !== undefined) return known;
  dictionary.add('secret', Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'), secretTime);
  // Another worker may have been quicker.
  return dictionary.get('secret') ?? readSecret();
}

function open(): NgxTextDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_dpop is missing; policy.conf is of another version than the bundle');
  return shared;
}
