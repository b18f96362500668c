import type { KeySource } from '../../core/identity/jwt/issuer.ts';
import { planKeys, readKept, type KeyStep, type KeyUser } from '../../core/identity/jwt/jwks-cache.ts';
import type { VerificationKey } from '../../core/identity/jwt/jwk.ts';
import type { IsKnown } from './verify-token.ts';

/*
 * The keys issuers publish: in a dictionary that all workers share. Each issuer has three entries, all of which go by themselves: the keys,
 * `fetching` while somebody fetches them, and `paused` while nobody shall.
 */

/** Beyond a fetch's own time, until its mark goes by itself: whoever fetched is gone. */
const grace = 1000;
/** Milliseconds between two looks at what another caller fetches. */
const pollInterval = 25;

const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_keys'] as NgxTextDict | undefined) : undefined;

/**
 * An issuer's keys as {@link planKeys} has them. One caller of all workers has them renewed: `renew` starts a subrequest to where
 * renew-keys.ts does it. All wait until it has, or use what there is.
 */
export async function sharedKeys(source: KeySource, isKnown: IsKnown, renew: () => Promise<unknown>): Promise<readonly VerificationKey[] | undefined> {
  const patience = Date.now() + source.times.timeout + grace;
  for (let waited = false; ; waited = true) {
    const step = planFor(source, 'request', isKnown);
    if (step.do === 'fail') return undefined;
    // A fetch that was waited for may have come to its end without a trace: one is enough.
    if (step.do === 'use' || Date.now() >= patience || (waited && !openKeys().has(`fetching ${nameOf(source)}`))) return step.keys;
    // Not awaited: it ends only when a fetch that was given up does.
    if (beginFetch(source)) renew().catch(() => undefined);
    if (step.keys !== undefined && isKnown(step.keys)) return step.keys;
    await new Promise<void>((resolve) => { setTimeout(resolve, pollInterval); });
  }
}

/** What to do for an issuer's keys now. */
export function planFor(source: KeySource, user: KeyUser, isKnown: IsKnown): KeyStep {
  const dictionary = openKeys();
  const name = nameOf(source);
  return planKeys(readKept(dictionary.get(`keys ${name}`)), Date.now(), source.times, dictionary.has(`paused ${name}`), user, isKnown);
}

/** Whether there are keys that may still be used. */
export function isUsable(source: KeySource): boolean {
  const step = planFor(source, 'refresher', () => true);
  return step.do !== 'fail' && step.keys !== undefined;
}

/** Makes the next fetch this caller's; false when another one has it, or has just come to its end. */
export function beginFetch(source: KeySource): boolean {
  const dictionary = openKeys();
  const name = nameOf(source);
  if (!dictionary.add(`fetching ${name}`, '1', source.times.timeout + grace)) return false;
  if (!dictionary.has(`paused ${name}`)) return true;
  dictionary.delete(`fetching ${name}`);
  return false;
}

/** What an issuer's entries are kept under: keys read for other algorithms are other keys. */
export function nameOf({ url, algorithms = [] }: KeySource): string {
  return `${algorithms.join()} ${url}`;
}

/** The dictionary; without it nothing is done. */
export function openKeys(): NgxTextDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_keys is missing; policy.conf is of another version than the bundle');
  return shared;
}
