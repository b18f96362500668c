import type { Algorithm } from '../../core/identity/jwt/algorithms.ts';
import { planKeys, readKept, readKeyAnswer, writeKept, type KeyTimes } from '../../core/identity/jwt/jwks-cache.ts';
import type { VerificationKey } from '../../core/identity/jwt/jwk.ts';
import { decoding } from './decoding.ts';
import { fetchKeys } from './fetch-keys.ts';
import type { IsKnown } from './verify-token.ts';

/*
 * The keys issuers publish: in a dictionary that all workers share. Each issuer has three entries, all of which go by themselves: the keys,
 * `fetching` while somebody fetches them, and `paused` while nobody shall.
 */

/** Where an issuer publishes its keys, and how they are kept. */
export interface KeySource {
  /** https, or a loopback address. */
  readonly url: string;
  readonly times: KeyTimes;
  readonly algorithms?: readonly Algorithm[];
}

/** Beyond a fetch's own time, until its mark goes by itself: whoever fetched is gone. */
const grace = 1000;
/** Milliseconds between two looks at what another caller fetches. */
const pollInterval = 25;

const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_keys'] as NgxTextDict | undefined) : undefined;

/** An issuer's keys as {@link planKeys} has them; one caller of all workers fetches, the others wait for it or use what there is. */
export async function sharedKeys(source: KeySource, isKnown: IsKnown): Promise<readonly VerificationKey[] | undefined> {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_keys is missing; http.conf is of another version than the bundle');
  const { url, times } = source;
  const patience = Date.now() + times.timeout;
  for (;;) {
    const step = planKeys(readKept(shared.get(`keys ${url}`)), Date.now(), times, shared.has(`paused ${url}`), isKnown);
    if (step.do === 'fail') return undefined;
    if (step.do === 'use') return step.keys;
    if (shared.add(`fetching ${url}`, '1', times.timeout + grace)) {
      // Between the look and the mark, another worker may have come to the end of its fetch.
      if (!shared.has(`paused ${url}`)) return (await renewKeys(source, shared)) ?? step.keys;
      shared.delete(`fetching ${url}`);
    } else if (step.keys !== undefined && isKnown(step.keys)) return step.keys;
    else if (Date.now() >= patience) return step.keys;
    else await new Promise<void>((resolve) => { setTimeout(resolve, pollInterval); });
  }
}

/** Fetches and keeps the keys; undefined when that failed, and what was kept stays. */
async function renewKeys({ url, times, algorithms }: KeySource, dictionary: NgxTextDict): Promise<readonly VerificationKey[] | undefined> {
  const answer = readKeyAnswer(await fetchKeys(url, times.timeout), Date.now(), decoding, algorithms);
  const failed = typeof answer === 'string';
  if (failed) ngx.log(ngx.WARN, `portcullis: keys of ${url} cannot be had: ${answer}`);
  else dictionary.set(`keys ${url}`, writeKept(answer), times.keep);
  dictionary.set(`paused ${url}`, '1', failed ? times.retry : times.pause);
  dictionary.delete(`fetching ${url}`);
  return failed ? undefined : answer.keys;
}
