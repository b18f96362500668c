import type { Expectation } from './expectation.ts';
import type { Variables } from './transport.ts';

/** How the body of an ordinary answer comes. */
export type OrdinaryForm = 'document' | 'stream';

/** What nginx's map says of the head of an answer to one tool call; undefined where more must be looked at. */
export function findOrdinaryForm({ method, ids, redact }: Expectation, variables: Variables): OrdinaryForm | undefined {
  if (method !== 'tools/call' || (Array.isArray(ids) && ids.length !== 1) || redact !== undefined) return undefined;
  const form = variables['portcullis_form'];
  return form === 'document' || form === 'stream' ? form : undefined;
}

/**
 * Whether these are all bytes the server may send, so that no later ones need be looked at: nginx passes as many as the head says,
 * and in which way it says so is read as nginx does.
 */
export function isWhole(data: Uint8Array, variables: Variables): boolean {
  return variables['upstream_http_content_length'] === String(data.length);
}

/** Whether the bytes are all of the request's response, in a form in which nothing is to be judged (core/mcp/ordinary-answer.ts), and hold no secret. */
export function isOrdinaryAnswer(data: Uint8Array, form: OrdinaryForm, variables: Variables): boolean {
  // njs takes bytes for a variable, too.
  variables['portcullis_text'] = data as unknown as string;
  if (variables['portcullis_calm'] === form) return true;
  const id = variables['portcullis_id'] ?? '';
  return id !== '' && variables['portcullis_back'] === `${form}:${id}` && variables['portcullis_odd_secret'] === '';
}
