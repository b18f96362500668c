import { expect } from 'vitest';
import type { Rule } from '../../src/core/rules.ts';
import type { Gateway } from './gateway.ts';
import { post, readError, type PostOptions } from './post.ts';
import type { RawAnswer } from './raw-http.ts';
import type { Recorder } from './recorder.ts';

/** What a refused request must be answered and logged with. */
export interface Refusal {
  readonly rule: Rule;
  readonly status: number;
  readonly code: number;
  /** The request's id, when it could be read. */
  readonly id?: string | number | undefined;
}

/** Sends a request and expects it refused: the answer, the log line, and nothing at the upstream. */
export async function expectRefused(
  gateway: Gateway,
  recorder: Recorder,
  body: Uint8Array | string,
  options: PostOptions,
  refusal: Refusal,
): Promise<RawAnswer> {
  const answer = await post(gateway.port, body, options);
  await expectRefusal(gateway, recorder, answer, refusal);
  return answer;
}

/** Expects an answer to be this refusal, whoever sent the request. */
export async function expectRefusal(gateway: Gateway, recorder: Recorder, answer: RawAnswer, refusal: Refusal): Promise<void> {
  const { rule, status, code, id } = refusal;
  const requestId = answer.headers.get('x-request-id') ?? '';
  const decision = await gateway.decision(requestId);
  expect({ status: answer.status, rule: decision.rule }).toEqual({ status, rule });
  expect(decision).toMatchObject({ decision: 'deny', status });
  expect(answer.headers.get('content-type')).toBe('application/json');

  const { jsonrpc, error, ...rest } = readError(answer);
  expect({ jsonrpc, rest, code: error.code, requestId: error.data.requestId }).toEqual({
    jsonrpc: '2.0',
    rest: id === undefined ? {} : { id },
    code,
    requestId,
  });
  expect(Object.keys(error).toSorted()).toEqual(['code', 'data', 'message']);
  // The client never learns which rule, nor anything it sent.
  expect(answer.body.toString()).not.toContain(rule);
  expect({ requests: recorder.requests, broken: recorder.broken }).toEqual({ requests: [], broken: [] });
}
