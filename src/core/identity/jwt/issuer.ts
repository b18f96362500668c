import type { Algorithm } from './algorithms.ts';
import type { Expectations } from './claims.ts';
import type { ClaimMapping } from './grant.ts';
import type { VerificationKey } from './jwk.ts';
import type { KeyTimes } from './jwks-cache.ts';

/** Where an issuer publishes its keys, and how they are kept. */
export interface KeySource {
  /** https, or a loopback address. */
  readonly url: string;
  readonly times: KeyTimes;
  readonly algorithms?: readonly Algorithm[];
}

/** `issuer` entry of the compiled policy, by `iss`: whose tokens are believed, by which keys, and for what. */
export interface IssuerEntry {
  readonly expects: Expectations;
  readonly mapping: ClaimMapping;
  /** Pinned keys; absent where the issuer publishes them. */
  readonly keys?: readonly VerificationKey[];
  readonly source?: KeySource;
  /** Milliseconds for which what its tokens proved is remembered. */
  readonly remember: number;
}

/** The `issuer` entry without a name: all that publish their keys. */
export interface IssuersEntry {
  readonly sources: readonly KeySource[];
}
