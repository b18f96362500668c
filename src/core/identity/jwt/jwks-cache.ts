import { readJwks, type KeySetFault } from './jwks.ts';
import type { Algorithm } from './algorithms.ts';
import type { Decoding } from './decoding.ts';
import type { VerificationKey } from './jwk.ts';

/**
 * An issuer's keys as all workers share them. Three things are kept under names of their own: the keys (as text, {@link writeKept}), a
 * mark that somebody is fetching, and a mark that nobody shall for a while. Both marks go by themselves.
 */
export interface KeptKeys {
  readonly keys: readonly VerificationKey[];
  /** When they were fetched, in milliseconds. */
  readonly fetched: number;
}

/** How long things are done for, in milliseconds. */
export interface KeyTimes {
  /** Keys of this age are fetched anew in the background; of twice this age, if nobody has, by one of those who need them. */
  readonly refresh: number;
  /** Keys of this age are not used any more, whatever happened to their issuer. */
  readonly keep: number;
  /** After a fetch no other, however many tokens name keys that nobody knows. */
  readonly pause: number;
  /** After a failed one, where there are no keys at all. */
  readonly retry: number;
  /** One fetch from its beginning to its end. */
  readonly timeout: number;
}

export const usualTimes: KeyTimes = { refresh: 600_000, keep: 86_400_000, pause: 60_000, retry: 5000, timeout: 3000 };

/** Who asks: a request that has a token, or what runs beside requests so that these need not wait. */
export type KeyUser = 'request' | 'refresher';

/** What a caller does next: use the keys at hand, fetch if nobody else does, or wait for the one who does; `keys` in the meantime, or after it failed. */
export type KeyStep =
  | { readonly do: 'use'; readonly keys: readonly VerificationKey[] }
  | { readonly do: 'fetch'; readonly keys: readonly VerificationKey[] | undefined }
  | { readonly do: 'fail' };

/**
 * What to do at this time. `isPaused` says whether a fetch has ended not long ago, `isKnown` of keys whether the token's is among them. Time
 * that seems to run backwards makes keys old, not young for ever.
 */
export function planKeys(kept: KeptKeys | undefined, now: number, times: KeyTimes, isPaused: boolean, user: KeyUser, isKnown: (keys: readonly VerificationKey[]) => boolean): KeyStep {
  const age = kept === undefined || kept.fetched > now + times.timeout ? Infinity : now - kept.fetched;
  const keys = age < times.keep ? kept?.keys : undefined;
  const due = user === 'refresher' ? times.refresh : 2 * times.refresh;
  if (keys !== undefined && (isPaused || (age < due && isKnown(keys)))) return { do: 'use', keys };
  return isPaused ? { do: 'fail' } : { do: 'fetch', keys };
}

/** For how long nobody shall fetch after a fetch: less long when there is nothing to use meanwhile. */
export function pauseAfter(hasKeys: boolean, { pause, retry }: KeyTimes): number {
  return hasKeys ? pause : retry;
}

/** What came back from an issuer, or why nothing did. */
export type KeyAnswer =
  | { readonly status: number; readonly mediaType: string | null; readonly body: Uint8Array }
  | { readonly failed: 'connection' | 'timeout' | 'size' };

/** Why an answer brings no keys; `size` is one beyond {@link longestKeySet}. */
export type KeyAnswerFault = KeySetFault | 'connection' | 'timeout' | 'status' | 'media-type';

/** Documents that may be a set of keys: RFC 7517, section 8.5, and what issuers send. */
const mediaTypes = /^application\/(?:[\w.-]{1,64}\+)?json[ \t]*(?:;|$)/i;

/**
 * Reads an issuer's answer at a time. Only a 200 with JSON counts: a redirect is not followed, since it would let whoever answers choose
 * who vouches, and a page is a proxy's or a portal's.
 */
export function readKeyAnswer(answer: KeyAnswer, now: number, decoding: Decoding, allowed?: readonly Algorithm[]): KeptKeys | KeyAnswerFault {
  if ('failed' in answer) return answer.failed;
  if (answer.status !== 200) return 'status';
  if (!mediaTypes.test(answer.mediaType ?? '')) return 'media-type';
  const set = readJwks(answer.body, decoding, allowed);
  return typeof set === 'string' ? set : { keys: set.keys, fetched: now };
}

/** Keys as text, to be kept. */
export function writeKept(kept: KeptKeys): string {
  return JSON.stringify(kept);
}

/** The other way; what is kept was written by this very code, perhaps of another version, which then counts as nothing. */
export function readKept(text: string | undefined): KeptKeys | undefined {
  if (text === undefined || !text.startsWith('{"keys":[')) return undefined;
  const kept = JSON.parse(text) as Partial<KeptKeys>;
  return Array.isArray(kept.keys) && typeof kept.fetched === 'number' ? (kept as KeptKeys) : undefined;
}
