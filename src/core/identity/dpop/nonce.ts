/** Seconds for which a nonce is given out; it counts for as long again. */
export const nonceTime = 120;

/** Signs a text by a secret that all workers have. */
export type Sign = (text: string) => string;

/** The nonce of a time in seconds: the same for all, so that none has to be kept, and nobody can make one of another time (RFC 9449, section 8). */
export function nonceAt(now: number, sign: Sign): string {
  return sign(`dpop-nonce ${Math.floor(now / nonceTime)}`);
}

/** Whether a nonce was given out not long ago. */
export function isNonce(nonce: string, now: number, sign: Sign): boolean {
  return nonce === nonceAt(now, sign) || nonce === nonceAt(now - nonceTime, sign);
}
