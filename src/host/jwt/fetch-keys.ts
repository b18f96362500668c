import type { KeyAnswer } from '../../core/identity/jwt/jwks-cache.ts';
import { longestKeySet } from '../../core/identity/jwt/jwks.ts';

/**
 * Asks an issuer for its keys and waits no longer than `timeout` milliseconds for the whole answer; never rejects. njs follows no redirect,
 * reads no more than is asked for, and holds an https server's certificate against `js_fetch_trusted_certificate`.
 *
 * Never to be called in `js_access` (njs 1.0.2): a certificate that is not good starts the handler a second time there and crashes the
 * worker. A fetch that is given up goes on by itself, bounded by `js_fetch_timeout` between two reads.
 */
export async function fetchKeys(url: string, timeout: number): Promise<KeyAnswer> {
  const clock: { timer?: ReturnType<typeof setTimeout> } = {};
  // njs bounds the time between two reads only: a server that sends byte by byte would never be late.
  const late = new Promise<KeyAnswer>((resolve) => {
    clock.timer = setTimeout(() => {
      delete clock.timer;
      resolve({ failed: 'timeout' });
    }, timeout);
  });
  try {
    return await Promise.race([ask(url), late]);
  } catch (error) {
    return { failed: String(error).includes('too large') ? 'size' : 'connection' };
  } finally {
    // Only one that has not fired: njs 1.0.2 crashes the worker otherwise.
    if (clock.timer !== undefined) clearTimeout(clock.timer);
  }
}

async function ask(url: string): Promise<KeyAnswer> {
  const reply = await ngx.fetch(url, { headers: { Accept: 'application/json' }, max_response_body_size: longestKeySet, verify: true });
  return { status: reply.status, mediaType: reply.headers.get('content-type'), body: new Uint8Array(await reply.arrayBuffer()) };
}
