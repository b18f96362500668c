import type { Answer } from '../core/answers.ts';
import { forget } from './expectation.ts';

/** Ends the request with an answer of the gateway's own; the upstream is not asked. */
export function send(r: NginxHTTPRequest, answer: Answer): void {
  forget(r);
  if (answer.body !== '') r.headersOut['Content-Type'] = 'application/json';
  if (answer.status === 405) r.headersOut['Allow'] = 'POST, GET, DELETE, OPTIONS';
  if (answer.challenge !== undefined) r.headersOut['WWW-Authenticate'] = answer.challenge;
  r.headersOut['Cache-Control'] = 'no-store';
  r.return(answer.status, answer.body);
}
