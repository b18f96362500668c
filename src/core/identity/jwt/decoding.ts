/** What core needs to get at the bytes of a token: native everywhere, and slow in QuickJS when done character by character. */
export interface Decoding {
  /**
   * The bytes that a text stands for as base64url in JOSE (RFC 7515, section 2): no padding, no blanks, and not empty. Undefined when it is
   * none, or not the one spelling of its bytes (RFC 4648, section 3.5): with two a token could be changed and still verify.
   */
  bytes(text: string): Uint8Array | undefined;
  /** The bytes as strict UTF-8, a byte order mark kept; undefined when they are none. */
  text(bytes: Uint8Array): string | undefined;
}
