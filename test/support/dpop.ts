import { createHash, randomUUID } from 'node:crypto';
import { makeSigner, type Signer } from './jwt.ts';

/** Who has a key of its own and proves it, as a client does. */
export interface Prover {
  readonly signer: Signer;
  /** The public key as it stands in proofs. */
  readonly jwk: Record<string, unknown>;
  /** Thumbprint (RFC 7638) as Node's own crypto makes it. */
  readonly jkt: string;
  /** A proof; `claims` and `header` say what is other than it should be. */
  readonly prove: (request: { readonly method: string; readonly url: string; readonly token: string; readonly time: number }, claims?: object, header?: object) => string;
}

/** SHA-256 in base64url. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Makes one, with a key for this algorithm. */
export function makeProver(alg: Parameters<typeof makeSigner>[0] = 'ES256', ...size: [modulusLength?: number, publicExponent?: number]): Prover {
  const signer = makeSigner(alg, 'unused', ...size);
  const jwk = Object.fromEntries(['kty', 'crv', 'x', 'y', 'n', 'e'].flatMap((name) => (name in signer.jwk ? [[name, signer.jwk[name]]] : [])));
  return {
    signer,
    jwk,
    jkt: sha256(JSON.stringify(Object.fromEntries(Object.entries(jwk).toSorted(([a], [b]) => (a < b ? -1 : 1))))),
    prove: ({ method, url, token, time }, claims = {}, header = {}) => signer.token({ jti: randomUUID(), htm: method, htu: url, iat: time, ath: sha256(token), ...claims }, { typ: 'dpop+jwt', kid: undefined, jwk, ...header }),
  };
}
