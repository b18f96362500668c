import { TextDecoder } from 'node:util';
import { createParser } from 'eventsource-parser';
import { parseDocument } from '../../core/jsonrpc/parse.ts';
import { rules } from '../../core/rules.ts';
import { showText } from '../../compiler/lock/show-path.ts';
import { Failure } from '../failure.ts';

/** All answers of one snapshot together: a thousand descriptors of 16 KiB. */
const mostBytes = 16 << 20;

/** `fetch` for the client, and the first answer that may not be read: the client itself goes on after some. */
export interface Guard {
  readonly fetch: (input: string | URL, init?: RequestInit) => Promise<Response>;
  readonly broken: Promise<never>;
}

/**
 * Lets through to the client what every parser reads alike, so that what is pinned is what any client would see: each
 * JSON document and each event passes the gate that requests pass in nginx. Redirects, refusals and pages end it.
 */
export function openGuard(url: URL): Guard {
  let left = mostBytes;
  let reject: (failure: Failure) => void = () => undefined;
  const broken = new Promise<never>((_, refuse) => { reject = refuse; });
  // Whoever races against it may be done before.
  broken.catch(() => undefined);
  const fail = (text: string): Failure => {
    const failure = new Failure(`${url.href} ${text}`);
    reject(failure);
    return failure;
  };
  const take = (bytes: number): void => {
    left -= bytes;
    if (left < 0) throw fail(`sent more than ${mostBytes >> 20} MiB`);
  };
  const check = (text: string): void => {
    const document = parseDocument({ text, bytes: new TextEncoder().encode(text), isPlain: false });
    if (typeof document === 'string') throw fail(document === 'json.syntax' ? `answered with what is not JSON: ${quote(text)}` : `sent what cannot be pinned: ${rules[document]} (${document})`);
  };

  const guarded: Guard['fetch'] = async (input, init = {}) => {
    // A stream for what the server may say by itself; only one that resumes an answer is needed.
    if (init.method === 'GET' && !new Headers(init.headers).has('last-event-id')) return new Response(null, { status: 405 });
    const response = await fetch(input, { ...init, redirect: 'manual' }).catch((error: unknown) => { throw fail(`cannot be reached: ${describeCause(error)}`); });
    const { status, headers } = response;
    if (status >= 300 && status < 400) throw fail(`redirects to ${quote(headers.get('location') ?? '')}: give the URL of the server itself`);
    if (status === 401 || status === 403) throw fail(`answered ${status}: give what it asks for, as --header 'Authorization: Bearer ...'`);
    const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    if (type === 'text/html' && asksForAnswer(init)) throw fail(`answered ${status} with a web page, not as an MCP server does: is the path right?`);
    if (response.ok && asksForAnswer(init)) {
      if (type === 'text/event-stream' && response.body !== null) return new Response(response.body.pipeThrough(watchEvents(take, check, fail)), { status, headers });
      if (type !== 'application/json') throw fail(`answered with ${quote(type ?? '') || 'no content type'}, not as an MCP server does: is the path right?`);
    }
    const text = await readText(response, take, fail);
    if (response.ok && asksForAnswer(init)) check(text);
    return new Response(status === 202 || status === 204 ? null : text, { status, headers });
  };
  return { fetch: guarded, broken };
}

/** A request has an id; what answers anything else is not read. */
function asksForAnswer({ body, method }: RequestInit): boolean {
  return method === 'GET' || (typeof body === 'string' && 'id' in (JSON.parse(body) as object));
}

async function readText(response: Response, take: (bytes: number) => void, fail: (text: string) => Failure): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    take(chunk.length);
    chunks.push(chunk);
  }
  return decode(new TextDecoder('utf-8', strict), Buffer.concat(chunks), false, fail);
}

/** Looks at each event that passes; the client reads them by the same library. */
function watchEvents(take: (bytes: number) => void, check: (text: string) => void, fail: (text: string) => Failure): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder('utf-8', strict);
  const parser = createParser({ onEvent: ({ data }) => { if (data !== '') check(data); } });
  return new TransformStream({
    transform: (chunk, controller) => {
      take(chunk.length);
      parser.feed(decode(decoder, chunk, true, fail));
      controller.enqueue(chunk);
    },
  });
}

const strict = { fatal: true, ignoreBOM: true };

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean, fail: (text: string) => Failure): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw fail('answered with what is not UTF-8');
  }
}

/** What a stranger sent, fit for a terminal. */
function quote(text: string): string {
  const shown = showText(text.slice(0, 80)).replaceAll('\n', ' ').trim();
  return text.length > 80 ? `${shown}...` : shown;
}

/** The reason below "fetch failed". */
function describeCause(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? (cause.message || String((cause as NodeJS.ErrnoException).code)) : String(cause);
}
