import type { Variables } from './transport.ts';

/** The first njs that answers a rejected `js_access` with an error (CVE-2026-18329). */
const minimumNjs = 0x010001;

/** Whether this njs denies when a handler fails, asked once in a context; the nginx version is among what makes a request ordinary. */
export const isSafeEngine = njs.version_number >= minimumNjs;

/** Throws, and so denies, on an njs or nginx that could let a request pass unjudged; the text names both versions. */
export function requireEngine(variables: Variables): void {
  if (isSafeEngine && variables['portcullis_supported'] === '1') return;
  throw new Error(`needs nginx >= 1.30.4 and njs >= 1.0.1, found nginx ${variables['nginx_version'] ?? '?'} and njs ${njs.version}`);
}
