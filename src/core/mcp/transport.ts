import type { Rule } from '../rules.ts';

/** What HTTP carried beside the body; absent headers are empty strings, repeated ones arrive joined by ", ". */
export interface Transport {
  readonly httpMethod: string;
  /** What `$mcp_upstream` becomes on allow; empty when the path is no endpoint of the server. */
  readonly route: string;
  readonly query: string;
  /** The query may hold the session id: the legacy message endpoint. */
  readonly takesSessionQuery: boolean;
  readonly hostAllowed: boolean;
  /** `-` when an Origin came that is not allowed. */
  readonly origin: string;
  readonly upgrade: string;
  readonly contentType: string;
  readonly contentEncoding: string;
  readonly accept: string;
  readonly sessionId: string;
}

/** Judges all of HTTP but the body; the first rule broken, or undefined. */
export function judgeTransport(http: Transport): Rule | undefined {
  if (!http.hostAllowed) return 'http.host';
  if (http.origin === '-') return 'http.origin';
  if (http.upgrade !== '') return 'http.upgrade';
  if (http.route === '') return 'http.path';
  if (!isQueryAllowed(http)) return 'http.query';
  if (!/^[\x21-\x7e]*$/.test(http.sessionId) || http.sessionId.includes(',')) return 'http.session';
  switch (http.httpMethod) {
    case 'POST':
      return judgeContent(http);
    case 'GET':
      return /(?:^|[\s,])(?:text\/event-stream|text\/\*|\*\/\*)/i.test(http.accept) ? undefined : 'http.accept';
    case 'DELETE':
      return undefined;
    default:
      return 'http.method';
  }
}

function judgeContent(http: Transport): Rule | undefined {
  if (http.contentEncoding !== '' && http.contentEncoding.toLowerCase() !== 'identity') return 'http.encoding';
  // A charset other than UTF-8 would have the body read differently; JSON has no such parameter (RFC 8259, 8.1).
  return /^application\/json[ \t]*(?:;[ \t]*(?:charset="?utf-8"?[ \t]*)?)?$/i.test(http.contentType) ? undefined : 'http.media-type';
}

/** Names real servers give the legacy session id; anything else in a query would be forwarded unjudged. */
function isQueryAllowed(http: Transport): boolean {
  return http.query === '' || (http.takesSessionQuery && /^(?:sessionId|session_id|sessionid)=[\w.~-]{1,128}$/.test(http.query));
}
