import type { RawAnswer, RawOptions } from './raw-http.ts';
import { sendRaw } from './raw-http.ts';

/** One header line each; an array sends a header several times, undefined leaves a default out. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface PostOptions extends RawOptions {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Headers;
}

/** Renders a request head with this body's length; what a plain MCP client sends, unless told otherwise. */
export function renderRequest(body: Uint8Array | string, { path = '/mcp', method = 'POST', headers = {} }: PostOptions = {}): Buffer {
  const bytes = Buffer.from(body);
  const all: Headers = {
    Host: 'localhost',
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    'Content-Length': `${bytes.length}`,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((line) => `${name}: ${line}\r\n`)));
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
}

/** Sends one request as raw bytes and reads the answer. */
export function post(port: number, body: Uint8Array | string, options: PostOptions = {}): Promise<RawAnswer> {
  return sendRaw(port, renderRequest(body, options), options);
}

/** A JSON-RPC error as the gateway sends it. */
export interface ErrorAnswer {
  readonly jsonrpc: string;
  readonly id?: string | number;
  readonly error: { readonly code: number; readonly message: string; readonly data: { readonly requestId: string; readonly [key: string]: unknown } };
}

/** Reads an answer's body as a JSON-RPC error. */
export function readError({ body }: RawAnswer): ErrorAnswer {
  return JSON.parse(body.toString()) as ErrorAnswer;
}
