import type { Variables } from './transport.ts';

/** How the body of an ordinary answer comes. */
export type OrdinaryForm = 'document' | 'stream';

/** What nginx's map says of the head of an answer to one tool call; undefined where more must be looked at. */
export function findOrdinaryForm(variables: Variables): OrdinaryForm | undefined {
  const form = variables['portcullis_form'];
  return form === 'document' || form === 'stream' ? form : undefined;
}

/**
 * Whether the bytes are all of the request's response, in a form in which nothing is to be judged (core/mcp/ordinary-answer.ts), and hold
 * no secret; undefined where they are not. `whole` when they are also all the server may send, so that no later ones need be looked at: nginx
 * passes as many as the head says, and in which way it says so is read as nginx does.
 */
export function readOrdinaryAnswer(data: Uint8Array, form: OrdinaryForm, variables: Variables): 'whole' | 'answer' | undefined {
  // njs takes bytes for a variable, too.
  variables['portcullis_text'] = data as unknown as string;
  const calm = variables['portcullis_calm'] ?? '';
  const { length } = data;
  // nginx's pattern says the form and what length the head says.
  if (calm === `${form} ${length}`) return form === 'document' ? 'whole' : 'answer';
  if (!calm.startsWith(`${form} `) && !isHarmless(form, variables)) return undefined;
  return form === 'document' && variables['upstream_http_content_length'] === String(length) ? 'whole' : 'answer';
}

/** The same in two looks, for texts that may look like a secret. */
function isHarmless(form: OrdinaryForm, variables: Variables): boolean {
  const id = variables['portcullis_id'] ?? '';
  return id !== '' && variables['portcullis_back'] === `${form}:${id}` && variables['portcullis_odd_secret'] === '';
}
