import type { Asked } from '../core/answer-form.ts';
import type { Era } from '../core/mcp/versions.ts';
import type { RedactionSettings } from '../core/redact/results/settings.ts';
import type { RequestId } from '../core/verdict.ts';

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
  /** How far an answer has come that needed no judging so far; the one member that changes. */
  progress?: OrdinaryProgress | undefined;
}

/** The form of the body that is to come (ordinary-answer.ts), and then that the answer was in it. */
export type OrdinaryProgress = 'document' | 'stream' | 'answered document' | 'answered stream';

/** Kept by request, since contexts are reused: nothing may outlive one. An internal redirect loses it, with the request's upstream. */
const expectations = new WeakMap<NginxHTTPRequest, Expectation>();

/** Notes what an allowed request is to be answered with. */
export function expect(r: NginxHTTPRequest, expectation: Expectation): void {
  expectations.set(r, expectation);
}

/** What was noted; undefined where nothing was let through, so that any answer is nginx's or the gateway's own. */
export function findExpectation(r: NginxHTTPRequest): Expectation | undefined {
  return expectations.get(r);
}

/** An answer of the gateway's own comes instead of the server's. */
export function forget(r: NginxHTTPRequest): void {
  expectations.delete(r);
}
