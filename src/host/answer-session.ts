import type { AnswerForm } from '../core/answer-form.ts';
import { bind, bindingKey } from '../core/identity/binding.ts';
import type { Ports } from '../core/ports.ts';
import type { Expectation } from './expectation.ts';
import { unbind } from './sessions.ts';

/** What comes of the session id in an answer's head. */
export type SessionOutcome = 'passed' | 'removed' | 'refused';

/**
 * Deals with the session id in an answer's head. That of an answer to `initialize` becomes the caller's; it is refused when it
 * cannot be. Any other answer may only repeat the request's own.
 */
export function settleSession(id: unknown, form: AnswerForm, server: string, { method, role, session }: Expectation, ports: Ports): SessionOutcome {
  if (id === undefined || id === session) return 'passed';
  if (method !== 'initialize' || (form.kind !== 'document' && form.kind !== 'stream')) return 'removed';
  return typeof id === 'string' && bind(server, { what: 'session', id }, { role }, ports) ? 'passed' : 'refused';
}

/** A session that the server says it has ended, or does not have, is nobody's any more. */
export function endSession(status: number, server: string, { method, session }: Expectation): void {
  if (method !== 'DELETE' || session === '' || (status > 299 && status !== 404)) return;
  unbind(bindingKey(server, { what: 'session', id: session }));
}
