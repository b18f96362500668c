import { expect } from 'vitest';
import { readError } from './post.ts';
import type { RawAnswer } from './raw-http.ts';

/** What stands for an answer that may not pass, as its one JSON text or in its last event. */
export const noAnswer = { code: -32603, message: 'The server gave no answer that may be passed on.' };

/** The data of an event stream's events, parsed. */
export function readEvents({ body }: RawAnswer): unknown[] {
  return body.toString().split('\n\n').flatMap((event) => {
    const data = event.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice(6)).join('\n');
    return data === '' ? [] : [JSON.parse(data) as unknown];
  });
}

/** Expects an error in the place of the server's answer, and nothing of that. */
export function expectNoAnswer(answer: RawAnswer, status: number, id: unknown = 1): void {
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.status).toBe(status);
  expect(readError(answer)).toMatchObject({ jsonrpc: '2.0', id, error: noAnswer });
  expect(answer.body.toString()).not.toContain('secret');
}
