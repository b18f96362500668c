/** The request body: its bytes, and its text or undefined when the bytes are not strict UTF-8. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly text: string | undefined;
}

/** Reads the whole request body, wherever nginx keeps it. */
export async function readBody(r: NginxHTTPRequest): Promise<Body> {
  const buffer = await r.readRequestArrayBuffer();
  return { bytes: new Uint8Array(buffer), text: decodeStrictly(buffer) };
}

/**
 * `Buffer` decodes at native speed but puts U+FFFD for what is not UTF-8. When the text has as many UTF-16 units
 * and as many UTF-8 bytes as the buffer has bytes, it is plain ASCII; anything else goes to the fatal decoder.
 */
function decodeStrictly(buffer: ArrayBuffer): string | undefined {
  const text = Buffer.from(buffer).toString();
  if (text.length === buffer.byteLength && Buffer.byteLength(text) === text.length) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return undefined;
  }
}
