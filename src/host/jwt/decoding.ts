import type { Decoding } from '../../core/identity/jwt/decoding.ts';

/** Bytes and text by what njs has. */
export const decoding: Decoding = {
  bytes: (text) => {
    const bytes = Buffer.from(text, 'base64url');
    // Lenient by itself: what encodes to another text than it came from was not spelled right.
    return bytes.length > 0 && bytes.toString('base64url') === text ? bytes : undefined;
  },
  text: (bytes) => {
    try {
      // A byte order mark is kept, so that JSON.parse refuses it as other parsers do.
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  },
};
