/* What njs 1.0 has and njs-types 0.9 does not say; merged into its interfaces. */

interface NginxHTTPRequest {
  /** Reads the whole request body, from memory, a temporary file or the connection. */
  readRequestArrayBuffer(): Promise<ArrayBuffer>;
  /** True after an internal redirect, such as the one of error_page. */
  readonly internal: boolean;
}

interface TextDecoder {
  /** Takes views as well as whole buffers. */
  decode(input: Uint8Array, options?: { readonly stream?: boolean }): string;
}

interface TextDecoderOptions {
  /** Keeps a byte order mark, which is otherwise taken away from the beginning of every piece. */
  ignoreBOM?: boolean;
}

interface NgxTextDict extends NgxSharedDict<string> {
  /** Milliseconds that are left of an item's time. */
  ttl(key: string): number | undefined;
}

interface NgxNumberDict extends NgxSharedDict<number> {
  /** Milliseconds that are left of an item's time. */
  ttl(key: string): number | undefined;
}
