import type { KeyAnswer } from '../../core/identity/jwt/jwks-cache.ts';
import { longestKeySet } from '../../core/identity/jwt/jwks.ts';

/**
 * Asks an issuer for its keys and waits no longer than `timeout` milliseconds for the whole answer; never rejects. njs follows no redirect,
 * reads no more than is asked for, and holds an https server's certificate against `js_fetch_trusted_certificate`.
 */
export async function fetchKeys(url: string, timeout: number): Promise<KeyAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<KeyAnswer>((resolve) => {
    // njs bounds the time between two reads only: a server that sends byte by byte would never be late.
    timer = setTimeout(() => { resolve({ failed: 'timeout' }); }, timeout);
  });
  try {
    return await Promise.race([ask(url), late]);
  } catch (error) {
    return { failed: String(error).includes('too large') ? 'size' : 'connection' };
  } finally {
    clearTimeout(timer);
  }
}

async function ask(url: string): Promise<KeyAnswer> {
  const reply = await ngx.fetch(url, { headers: { Accept: 'application/json' }, max_response_body_size: longestKeySet, verify: true });
  return { status: reply.status, mediaType: (reply.headers.get('content-type') as string | null) ?? '', body: new Uint8Array(await reply.arrayBuffer()) };
}
