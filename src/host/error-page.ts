import type { RequestId } from '../core/verdict.ts';
import { answerError } from '../core/answers.ts';
import { send } from './send.ts';

/** Answers an error nginx made (413, 429, 502, ...) as JSON-RPC, with the request's id when it had been read. */
export function answerErrorPage(r: NginxHTTPRequest): void {
  const { variables } = r;
  const id = variables['portcullis_id'] ?? '';
  if (variables['mcp_decision'] === 'deny') variables['mcp_rule'] = 'http.error';
  const status = Number(variables['status']);
  send(r, answerError(status, id === '' ? undefined : (JSON.parse(id) as RequestId), variables['request_id'] ?? ''));
}
