import type { KeyAnswer } from '../../core/identity/jwt/jwks-cache.ts';
import { longestKeySet } from '../../core/identity/jwt/jwks.ts';
import { fetchWithin } from '../fetch-within.ts';

/** Asks an issuer for its keys and waits no longer than `timeout` milliseconds for the whole answer; never rejects. */
export function fetchKeys(url: string, timeout: number): Promise<KeyAnswer> {
  return fetchWithin(url, { headers: { Accept: 'application/json' } }, longestKeySet, timeout);
}
