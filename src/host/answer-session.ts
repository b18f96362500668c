import type { AnswerForm } from '../core/answer-form.ts';
import { bind, bindingKey } from '../core/identity/binding.ts';
import type { Ports } from '../core/ports.ts';
import type { Expectation } from './expectation.ts';
import { unbind } from './sessions.ts';

/** What comes of the session id in an answer's head. */
export type SessionOutcome = 'passed' | 'removed' | 'refused';

/**
 * Deals with a session id in an answer's head that is not the request's own. That of an answer to `initialize` becomes the caller's,
 * and is refused when it cannot be; no other answer may bring one.
 */
export function settleSession(id: unknown, form: AnswerForm, server: string, expectation: Expectation, ports: Ports): SessionOutcome {
  if (expectation.method !== 'initialize' || (form.kind !== 'document' && form.kind !== 'stream')) return 'removed';
  return typeof id === 'string' && bind(server, { what: 'session', id }, expectation, ports) ? 'passed' : 'refused';
}

/** After a DELETE: a session that the server says it has ended, or does not have, is nobody's any more. */
export function endSession(status: number, server: string, { session }: Expectation): void {
  if (session !== '' && (status < 300 || status === 404)) unbind(bindingKey(server, { what: 'session', id: session }));
}
