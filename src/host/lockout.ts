import type { Lockout } from '../core/identity/settings.ts';

/*
 * Failures to show who one is, by what they are counted against: a dictionary that all workers share and a reload keeps (http.conf).
 * A count is kept for as long as it counts, from its first failure, and once it is full for as long as it locks out.
 */

/** Looked up once for each context: it is the same for as long as one lives. */
const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_failures'] as NgxNumberDict | undefined) : undefined;

/** How many failures are counted against this name now. */
export function failuresOf(name: string): number {
  return open().get(name) ?? 0;
}

/**
 * Counts a failure; true when the name is locked out with it. Where the zone has no room even after evictions nothing is counted:
 * the request is refused all the same.
 */
export function noteFailure(name: string, { failures, within, for: time }: Lockout): boolean {
  const dictionary = open();
  try {
    const left = dictionary.ttl(name);
    // `incr` would go on with a count whose time is over (njs 1.0.2); `add` begins anew.
    const count = dictionary.add(name, 1, within) ? 1 : dictionary.incr(name, 1, 0, left ?? within);
    if (count < failures) return false;
    // Each that fails at the same time, since the other may have set back its time.
    dictionary.incr(name, 0, 0, time);
    return count === failures;
  } catch {
    return false;
  }
}

function open(): NgxNumberDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_failures is missing; http.conf is of another version than the bundle');
  return shared;
}
