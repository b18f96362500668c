/** What core needs to get at the bytes of a token: native everywhere, and slow in QuickJS when done character by character. */
export interface Decoding {
  /** The bytes of base64url that {@link isBase64Url} holds for. */
  bytes(text: string): Uint8Array;
  /** The bytes as strict UTF-8, a byte order mark kept; undefined when they are none. */
  text(bytes: Uint8Array): string | undefined;
}

const digits = /^[\w-]+$/;
/** Last digits whose low bits, of which no byte is made, are zero: of the last two digits, and of the last three. */
const endOfTwo = /[AQgw]$/;
const endOfThree = /[048AEIMQUYcgkosw]$/;

/**
 * Whether a text is base64url as JOSE has it (RFC 7515, section 2): no padding, no blanks, not empty, and the one spelling of its bytes
 * (RFC 4648, section 3.5). With two spellings a token could be changed and still verify.
 */
export function isBase64Url(text: string): boolean {
  const rest = text.length % 4;
  if (rest === 1 || !digits.test(text)) return false;
  return rest === 0 || (rest === 2 ? endOfTwo : endOfThree).test(text);
}
