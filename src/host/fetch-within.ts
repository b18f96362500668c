import type { KeyAnswer } from '../core/identity/jwt/jwks-cache.ts';

/** What is asked, and how. */
export interface FetchOptions {
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * Fetches and waits no longer than `timeout` milliseconds for the whole answer, of `most` bytes at most; never rejects. njs follows no
 * redirect, and holds an https server's certificate against `js_fetch_trusted_certificate`.
 *
 * Never to be called in `js_access` (njs 1.0.2): a certificate that is not good starts the handler a second time there and crashes the
 * worker. A fetch that is given up goes on by itself, bounded by `js_fetch_timeout` between two reads.
 */
export async function fetchWithin(url: string, options: FetchOptions, most: number, timeout: number): Promise<KeyAnswer> {
  const clock: { timer?: ReturnType<typeof setTimeout> } = {};
  // njs bounds the time between two reads only: a server that sends byte by byte would never be late.
  const late = new Promise<KeyAnswer>((resolve) => {
    clock.timer = setTimeout(() => {
      delete clock.timer;
      resolve({ failed: 'timeout' });
    }, timeout);
  });
  try {
    return await Promise.race([ask(url, options, most), late]);
  } catch (error) {
    return { failed: String(error).includes('too large') ? 'size' : 'connection' };
  } finally {
    // Only one that has not fired: njs 1.0.2 crashes the worker otherwise.
    if (clock.timer !== undefined) clearTimeout(clock.timer);
  }
}

async function ask(url: string, options: FetchOptions, most: number): Promise<KeyAnswer> {
  const reply = await ngx.fetch(url, { ...options, max_response_body_size: most, verify: true });
  return { status: reply.status, mediaType: reply.headers.get('content-type'), body: new Uint8Array(await reply.arrayBuffer()) };
}
