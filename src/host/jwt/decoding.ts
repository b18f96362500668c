import type { Decoding } from '../../core/identity/jwt/base64url.ts';

/** Bytes and text by what njs has. A byte order mark is kept, so that JSON.parse refuses it as other parsers do. */
export const decoding: Decoding = {
  bytes: (text) => Buffer.from(text, 'base64url'),
  text: (bytes) => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  },
};
