import type { Rule } from './rules.ts';

/** What HTTP says of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly contentType: string;
  readonly contentEncoding: string;
}

/** What was asked, as far as the form of its answer goes: a request, something that gets no answer, a stream; or nobody can tell. */
export type Asked = 'request' | 'nothing' | 'stream' | 'unknown';

/**
 * How an answer is dealt with: `document`, one JSON text; `stream`, events; `error`, a JSON-RPC error under an HTTP status of its
 * own; `nothing`, a body that says nothing to a client and is left out; or it fails by a rule, and another stands for it.
 */
export type AnswerForm =
  | { readonly kind: 'document' | 'stream' | 'error' | 'nothing' }
  | { readonly kind: 'failure'; readonly rule: Rule; readonly status: number };

/** The form of an answer (Streamable HTTP, "Sending Messages to the Server"; HTTP+SSE answers 202 to what it gets). */
export function formOfAnswer({ status, contentType, contentEncoding }: AnswerHead, asked: Asked, isLegacySse: () => boolean): AnswerForm {
  if (status < 200 || (status > 299 && status < 400) || status > 599) return fail('answer.status', 502);
  if (contentEncoding !== '' && contentEncoding.toLowerCase() !== 'identity') return fail('answer.encoding', status < 400 ? 502 : status);
  const type = mediaType(contentType);
  if (status >= 400) return status < 500 && type === 'application/json' ? { kind: 'error' } : fail('answer.status', status);
  if (asked === 'nothing') return { kind: 'nothing' };
  if (status === 202 || status === 204) return asked === 'unknown' || isLegacySse() ? { kind: 'nothing' } : fail('answer.status', 502);
  if (type === 'text/event-stream') return { kind: 'stream' };
  return type === 'application/json' && asked !== 'stream' ? { kind: 'document' } : fail('answer.media-type', 502);
}

/** The essence of a media type: lower case, without parameters (RFC 9110, 8.3.1). */
function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function fail(rule: Rule, status: number): AnswerForm {
  return { kind: 'failure', rule, status };
}
