import { describe, expect, it } from 'vitest';
import { DocumentBody, StreamBody, SubstituteBody } from '../../../src/core/answer-body.ts';
import { AnswerJudge } from '../../../src/core/response.ts';
import { pathForm } from '../../../src/core/text/path.ts';
import type { RequestId } from '../../../src/core/verdict.ts';
import { noSituation } from '../../support/situation.ts';
import { makePinPorts } from '../../support/pin-ports.ts';

const limit = 20_000;
function makeJudge(ids: readonly RequestId[] | 'any' = [1]): AnswerJudge {
  const entry = JSON.stringify({ mode: 'enforce', roles: ' reader ', response: limit });
  const lookup = (key: string): string | undefined => (key === 's:files:' ? entry : undefined);
  return new AnswerJudge({ server: 'files', role: 'reader', era: 'legacy', method: 'tools/call', ids, redact: undefined, requestId: 'abc' }, { lookup, suspicion: () => 'odd', suspects: () => true, situation: () => noSituation, suspectsSecret: () => false, ...makePinPorts(), ownerOf: () => undefined, bind: () => true, pathForm });
}
const response = (id: RequestId, text = ''): string => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"text":"${text}"}}`;
const failed = (id: RequestId): string => `"id":${JSON.stringify(id)},"error":{"code":-32603`;
const tooLong = 'x'.repeat(limit + 5000);

describe('a JSON body', () => {
  it('passes whole when it is whole', () => {
    const body = new DocumentBody(makeJudge(), false);
    expect(body.push(response(1).slice(0, 9))).toBe('');
    expect(body.push(response(1).slice(9))).toBe('');
    expect(body.end(false)).toBe(response(1));
  });
  it.each([
    ['is cut', response(1), true, 'answer.cut'],
    ['is empty', '', false, 'answer.syntax'],
    ['is no response', '{"jsonrpc":"2.0","method":"notifications/x"}', false, 'answer.cut'],
    ['is a request', '{"jsonrpc":"2.0","id":1,"method":"roots/list"}', false, 'answer.cut'],
    ['answers another', response(2), false, 'answer.id'],
  ])('that %s is one error', (_, text, isCut, rule) => {
    const judge = makeJudge();
    const body = new DocumentBody(judge, false);
    body.push(text);
    expect(JSON.parse(body.end(isCut))).toMatchObject({ jsonrpc: '2.0', id: 1, error: { code: -32603 } });
    expect(judge.broken).toContain(rule);
  });
  it('that is too long is an error at once, and keeps nothing', () => {
    const judge = makeJudge();
    const body = new DocumentBody(judge, false);
    expect(body.push(tooLong)).toContain(failed(1));
    expect([body.isOver, body.push('more'), body.end(false)]).toEqual([true, '', '']);
    expect([...judge.broken]).toEqual(['answer.size']);
  });
  it('of a batch has an error for each that is not answered', () => {
    const body = new DocumentBody(makeJudge([1, 'b', 3]), false);
    body.push(`[${response('b')}]`);
    expect((JSON.parse(body.end(false)) as { id: unknown; error?: unknown }[]).map(({ id, error }) => [id, error !== undefined])).toEqual([['b', false], [1, true], [3, true]]);
  });
});

describe('an event stream', () => {
  it('passes byte for byte what is no message', () => {
    const text = ': hello\n\nid: 1\nretry: 5\ndata:\n\nretry: 7\n\n\n\n';
    expect(new StreamBody(makeJudge()).push(text)).toBe(text);
  });
  it('passes what says the same in lines of several kinds, said in one', () => {
    expect(new StreamBody(makeJudge()).push('id: 1\r\nretry: 5\ndata:\r\r')).toBe('id: 1\nretry: 5\ndata: \n\n');
    expect(new StreamBody(makeJudge()).push(`id: 1\rdata: ${response(1)}\n\n`)).toBe(`id: 1\ndata: ${response(1)}\n\n`);
  });
  it.each([
    ['after U+2028 in a comment', `: x\u2028data: ${response(2)}\n\n`],
    ['after U+2028 in an id', `id: x\u2028data: ${response(2)}\ndata: \n\n`],
    ['after a byte order mark', `\ufeffdata: ${response(2)}\n\n`],
    ['after a blank', ` data: ${response(2)}\n\n`],
  ])('has no message %s', (_, text) => {
    expect(new StreamBody(makeJudge()).push(text)).not.toContain('result');
  });
  it.each([['endpoint', 'answer.event'], ['tools', 'answer.event']])('drops events of type %s', (type, rule) => {
    const judge = makeJudge();
    expect(new StreamBody(judge).push(`event: ${type}\ndata: /x\n\n`)).toBe('');
    expect([...judge.broken]).toEqual([rule]);
  });
  it('ends in an error when it ends before the response', () => {
    const body = new StreamBody(makeJudge());
    expect(body.push(`data: ${response(1)}`)).toBe('');
    expect(body.end(false)).toContain(`data: {"jsonrpc":"2.0",${failed(1)}`);
    expect(body.isOver).toBe(true);
  });
  it('may end before, where it can be resumed; but not be cut', () => {
    const body = new StreamBody(makeJudge());
    body.push('id: 1\ndata:\n\n');
    expect(body.end(false)).toBe('');
    expect(body.end(true)).toContain(failed(1));
  });
  it('ends in an error at an event that is too long', () => {
    const judge = makeJudge();
    const body = new StreamBody(judge);
    const note = 'data: {"jsonrpc":"2.0","method":"notifications/x"}\n\n';
    expect(body.push(`${note}data: ${tooLong}`)).toMatch(/^data: .*\n\nevent: message\ndata: \{"jsonrpc":"2.0","id":1,"error":.*\n\n$/);
    expect([body.isOver, body.push(note)]).toEqual([true, '']);
    expect([...judge.broken]).toEqual(['answer.size']);
  });
  it('goes on after one that is too long where it belongs to any, and says so to who waits', () => {
    const body = new StreamBody(makeJudge('any'));
    const long = response(7, tooLong);
    expect([0, 1, 2].map((at) => body.push(`${at === 0 ? 'data: ' : ''}${long.slice(at * 9000, at === 2 ? undefined : (at + 1) * 9000)}`)).join('')).toBe('');
    expect(body.push(`\n\ndata: ${response(8)}\n\n`)).toMatch(/^event: message\ndata: \{"jsonrpc":"2.0","id":7,"error":.*\n\ndata: \{"jsonrpc":"2.0","id":8,"result":.*\n\n$/);
  });
  it('goes on after one that is too long when the response has come', () => {
    const body = new StreamBody(makeJudge());
    body.push(`data: ${response(1)}\n\n`);
    expect(body.push(`data: ${tooLong}`)).toBe('');
    expect(body.push('\n\n: end\n\n')).toBe(': end\n\n');
  });
});

it('what stands for an answer is said at once, and how that began is kept for the log', () => {
  const body = new SubstituteBody('instead');
  expect([body.push('a'.repeat(300)), body.isOver, body.push('b'), body.end()]).toEqual(['instead', true, '', '']);
  expect(body.seen).toBe('a'.repeat(256));
  expect(new SubstituteBody('instead').end()).toBe('instead');
});
