import type { Asked } from '../core/answer-form.ts';
import type { Era } from '../core/mcp/versions.ts';
import type { RedactionSettings } from '../core/redact/results/settings.ts';
import type { RequestId } from '../core/verdict.ts';
import type { Variables } from './transport.ts';

/** What was let through, and so what its answer will be held against. */
export interface Expectation {
  readonly role: string;
  /** Whose in that role, where not of all (core/identity/identity.ts). */
  readonly owner?: string | undefined;
  readonly era: Era;
  /** The session id of the request; empty when it has none. */
  readonly session: string;
  readonly asked: Asked;
  /** Undefined where a response may belong to requests of several methods. */
  readonly method: string | undefined;
  /** The requests to be answered; undefined for the one of `$portcullis_id`. */
  readonly ids: readonly RequestId[] | 'any' | undefined;
  /** What is done about secrets in the answer; undefined: the defaults. */
  readonly redact: RedactionSettings | undefined;
}

/** How far the answer to one tool call has come: it is still to come, its head has said its form (ordinary-answer.ts), the answer was in it. */
export type OrdinaryProgress = 'asked' | 'document' | 'stream' | 'answered document' | 'answered stream';

/* Kept by request, since contexts are reused: nothing may outlive one. An internal redirect loses it, with the request's upstream. */
const expectations = new WeakMap<NginxHTTPRequest, Expectation>();
const progresses = new WeakMap<NginxHTTPRequest, OrdinaryProgress>();

/** Notes what an allowed request is to be answered with. */
export function expect(r: NginxHTTPRequest, expectation: Expectation): void {
  expectations.set(r, expectation);
}

/**
 * Notes that one tool call was allowed whose answer is redacted by the defaults, so that it may be ordinary. Where no more is noted it is
 * of the legacy era, and of whoever has the role.
 */
export function expectOrdinary(r: NginxHTTPRequest): void {
  progresses.set(r, 'asked');
}

function readExpectation(variables: Variables): Expectation {
  return { role: variables['mcp_role'] ?? '', era: 'legacy', session: variables['http_mcp_session_id'] ?? '', asked: 'request', method: 'tools/call', ids: undefined, redact: undefined };
}

/** How far the answer has come while it needs no judging; undefined where it does. */
export function findProgress(r: NginxHTTPRequest): OrdinaryProgress | undefined {
  return progresses.get(r);
}

export function noteProgress(r: NginxHTTPRequest, progress: OrdinaryProgress): void {
  progresses.set(r, progress);
}

/** From here on the answer is judged: what was noted of it; undefined where nothing was let through, so that any answer is nginx's or the gateway's own. */
export function takeExpectation(r: NginxHTTPRequest): Expectation | undefined {
  const expectation = expectations.get(r) ?? (progresses.has(r) ? readExpectation(r.variables) : undefined);
  progresses.delete(r);
  if (expectation !== undefined) expectations.set(r, expectation);
  return expectation;
}

/** An answer of the gateway's own comes instead of the server's. */
export function forget(r: NginxHTTPRequest): void {
  expectations.delete(r);
  progresses.delete(r);
}
