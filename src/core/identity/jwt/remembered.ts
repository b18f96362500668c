import type { Proof } from './grant.ts';

/**
 * For how many milliseconds a proof may be remembered at a time in seconds: no longer than `most`, after which a key that its issuer took
 * back is seen to be gone, nor than the token itself holds by its own clock.
 */
export function rememberFor({ expires }: Proof, now: number, most: number): number {
  return Math.max(0, Math.min(most, Math.floor((expires - now) * 1000)));
}

/** A proof as text, to be kept. */
export function writeProof(proof: Proof): string {
  return JSON.stringify(proof);
}

/** The other way; undefined when its token has expired since, whatever the clock that keeps it says. */
export function readProof(text: string | undefined, now: number): Proof | undefined {
  if (text === undefined) return undefined;
  const proof = JSON.parse(text) as Proof;
  return now < proof.expires ? proof : undefined;
}
