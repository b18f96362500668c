import type { JsonText } from '../core/jsonrpc/parse.ts';

/** Reads the whole request body, wherever nginx keeps it. Not `async`, which would be one more promise. */
export function readBody(r: NginxHTTPRequest): Promise<ArrayBuffer> {
  return r.readRequestArrayBuffer();
}

/**
 * The text of a whole request body; undefined when it is not strict UTF-8 or has a byte order mark.
 *
 * njs decodes at native speed but puts U+FFFD for what is not UTF-8, so its text serves only where a map in nginx has
 * seen nothing but plain ASCII; anything else goes to a decoder that fails.
 */
export function decodeBody(r: NginxHTTPRequest, buffer: ArrayBuffer): JsonText | undefined {
  const bytes = new Uint8Array(buffer);
  const isPlain = r.variables['portcullis_plain_body'] === '1';
  const text = isPlain ? r.requestText : decodeStrictly(buffer);
  return text === undefined || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) ? undefined : { text, bytes, isPlain };
}

function decodeStrictly(buffer: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return undefined;
  }
}
