import type { PublicJwk } from '../jwt/jwk.ts';

/** What a key's thumbprint is the SHA-256 of (RFC 7638, section 3): the members that make the key, in order. Their values need no escapes. */
export function thumbprintText(key: PublicJwk): string {
  const { kty } = key;
  switch (kty) {
    case 'RSA':
      return JSON.stringify({ e: key.e, kty, n: key.n });
    case 'EC':
      return JSON.stringify({ crv: key.crv, kty, x: key.x, y: key.y });
    case 'OKP':
      return JSON.stringify({ crv: key.crv, kty, x: key.x });
  }
}
