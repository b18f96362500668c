import type { Algorithm } from '../../core/identity/jwt/algorithms.ts';
import { pauseAfter, planKeys, readKept, readKeyAnswer, writeKept, type KeyStep, type KeyTimes, type KeyUser } from '../../core/identity/jwt/jwks-cache.ts';
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
  const dictionary = open();
  const patience = Date.now() + source.times.timeout;
  for (;;) {
    const step = plan(source, dictionary, 'request', isKnown);
    if (step.do === 'fail') return undefined;
    if (step.do === 'use') return step.keys;
    if (begin(source, dictionary)) return (await renew(source, dictionary, step.keys !== undefined)) ?? step.keys;
    if ((step.keys !== undefined && isKnown(step.keys)) || Date.now() >= patience) return step.keys;
    await new Promise<void>((resolve) => { setTimeout(resolve, pollInterval); });
  }
}

/** Fetches what is due before a request must wait for it: for `js_periodic`, at an interval shorter than `refresh` and longer than `timeout`. */
export async function refreshKeys(sources: readonly KeySource[]): Promise<void> {
  const dictionary = open();
  await Promise.all(sources.map(async (source) => {
    const step = plan(source, dictionary, 'refresher', () => true);
    if (step.do === 'fetch' && begin(source, dictionary)) await renew(source, dictionary, step.keys !== undefined);
  }));
}

function open(): NgxTextDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_keys is missing; http.conf is of another version than the bundle');
  return shared;
}

function plan({ url, times }: KeySource, dictionary: NgxTextDict, user: KeyUser, isKnown: IsKnown): KeyStep {
  return planKeys(readKept(dictionary.get(`keys ${url}`)), Date.now(), times, dictionary.has(`paused ${url}`), user, isKnown);
}

/** Makes the fetch this caller's; false when another one has it, or has just come to its end. */
function begin({ url, times }: KeySource, dictionary: NgxTextDict): boolean {
  if (!dictionary.add(`fetching ${url}`, '1', times.timeout + grace)) return false;
  if (!dictionary.has(`paused ${url}`)) return true;
  dictionary.delete(`fetching ${url}`);
  return false;
}

/** Fetches and keeps the keys; undefined when that failed, and what was kept stays. */
async function renew({ url, times, algorithms }: KeySource, dictionary: NgxTextDict, hasKeys: boolean): Promise<readonly VerificationKey[] | undefined> {
  const answer = readKeyAnswer(await fetchKeys(url, times.timeout), Date.now(), decoding, algorithms);
  const failed = typeof answer === 'string';
  if (failed) ngx.log(ngx.WARN, `portcullis: keys of ${url} cannot be had: ${answer}`);
  else dictionary.set(`keys ${url}`, writeKept(answer), times.keep);
  dictionary.set(`paused ${url}`, '1', pauseAfter(hasKeys || !failed, times));
  dictionary.delete(`fetching ${url}`);
  return failed ? undefined : answer.keys;
}
