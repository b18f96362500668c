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
  /** Of audiences those that count on every server. */
  readonly expects: Expectations;
  /** URLs of servers whose tokens it may issue, for these servers alone; absent: of all. */
  readonly resources?: readonly string[];
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

/**
 * Who we are to an issuer's tokens on a server of this URL: what counts everywhere, and that URL. A token for one server is none for another
 * (RFC 8707, section 2).
 */
export function audiencesOn(resource: string | undefined, { expects: { audiences }, resources }: Pick<IssuerEntry, 'expects' | 'resources'>): readonly string[] {
  if (resource === undefined || resources?.includes(resource) === false) return audiences;
  // Many programs write the URL of a whole host with a slash.
  return [...audiences, resource, ...(/^https?:\/\/[^/]*$/.test(resource) ? [`${resource}/`] : [])];
}
