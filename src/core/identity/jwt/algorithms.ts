/** What an algorithm of RFC 7518, section 3.1, RFC 8037 or RFC 9864 asks of a key; `bytes` is how long its signatures are, where that is fixed. */
export interface AlgorithmFacts {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly crv?: 'P-256' | 'P-384' | 'Ed25519';
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly bytes?: number;
}

/**
 * The algorithms there are. All have a public key: what verifies cannot sign, and no public key can be taken for a secret. `none`, HS*
 * and what else there is are unknown here.
 */
export const algorithms = {
  RS256: { kty: 'RSA', hash: 'SHA-256' },
  RS384: { kty: 'RSA', hash: 'SHA-384' },
  RS512: { kty: 'RSA', hash: 'SHA-512' },
  PS256: { kty: 'RSA', hash: 'SHA-256' },
  PS384: { kty: 'RSA', hash: 'SHA-384' },
  PS512: { kty: 'RSA', hash: 'SHA-512' },
  ES256: { kty: 'EC', crv: 'P-256', hash: 'SHA-256', bytes: 64 },
  ES384: { kty: 'EC', crv: 'P-384', hash: 'SHA-384', bytes: 96 },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', hash: 'SHA-512', bytes: 64 },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', hash: 'SHA-512', bytes: 64 },
} as const satisfies Record<string, AlgorithmFacts>;

export type Algorithm = keyof typeof algorithms;

/** Whether a value names one of them. */
export function isAlgorithm(value: unknown): value is Algorithm {
  return typeof value === 'string' && Object.hasOwn(algorithms, value);
}

/** What {@link algorithms} says of one, with the members that only some have. */
export function factsOf(algorithm: Algorithm): AlgorithmFacts {
  return algorithms[algorithm];
}
