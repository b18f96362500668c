import { pauseAfter, readKeyAnswer, writeKept } from '../../core/identity/jwt/jwks-cache.ts';
import type { KeySource } from '../../core/identity/jwt/issuer.ts';
import { decoding } from './decoding.ts';
import { fetchKeys } from './fetch-keys.ts';
import { beginFetch, isUsable, nameOf, openKeys, planFor } from './shared-keys.ts';

/**
 * Fetches and keeps an issuer's keys; what was kept stays when that fails. For a location of its own, with `js_content`, to which requests
 * send a subrequest (fetch-keys.ts says why), and for {@link refreshKeys}.
 */
export async function renewKeys(source: KeySource): Promise<void> {
  const { url, times, algorithms } = source;
  const dictionary = openKeys();
  const name = nameOf(source);
  const answer = readKeyAnswer(await fetchKeys(url, times.timeout), Date.now(), decoding, algorithms);
  const failed = typeof answer === 'string';
  if (failed) ngx.log(ngx.WARN, `portcullis: keys of ${url} cannot be had: ${answer}`);
  else dictionary.set(`keys ${name}`, writeKept(answer), times.keep);
  dictionary.set(`paused ${name}`, '1', pauseAfter(!failed || isUsable(source), times));
  dictionary.delete(`fetching ${name}`);
}

/** Fetches what is due before a request must wait for it: for `js_periodic`, at an interval shorter than `refresh` and longer than `timeout`. */
export async function refreshKeys(sources: readonly KeySource[]): Promise<void> {
  await Promise.all(sources.map(async (source) => {
    if (planFor(source, 'refresher', () => true).do === 'fetch' && beginFetch(source)) await renewKeys(source);
  }));
}
