import { describe, expect, it } from 'vitest';
import { buildBundle } from '../support/bundle.ts';
import { startGateway } from '../support/gateway.ts';
import { callTool, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { sabotage } from '../support/sabotage.ts';
import { useRunning } from '../support/suite.ts';

const recorder = useRunning(startRecorder);
const headers = { 'X-Agent-Role': 'reader' };
const list = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"read_text_file","title":"secret"}]}}';
const answers: readonly (readonly [string, string, string, string])[] = [
  ['a JSON body', 'application/json', request('tools/list'), list],
  ['an event stream', 'text/event-stream', request('tools/list'), `data: ${list}\n\n`],
  ['a question on a stream', 'text/event-stream', callTool('read_text_file', { path: '/srv/data/a' }), 'data: {"jsonrpc":"2.0","id":7,"method":"elicitation/create","params":{"message":"secret"}}\n\n'],
];

/** Where it strikes all answers, or some of them. */
const stages: readonly (readonly [string, string, string, readonly number[]])[] = [
  ['finding what was asked', 'host/expectation.ts', 'takeExpectation', [0, 1]],
  ['finding the form', 'core/answer-form.ts', 'formOfAnswer', [0, 1]],
  ['finding that the head is ordinary', 'host/ordinary-answer.ts', 'findOrdinaryForm', [2]],
  ['finding how far the answer has come', 'host/expectation.ts', 'findProgress', [0, 1, 2]],
  ['noting how far it has come', 'host/expectation.ts', 'noteProgress', [2]],
  ['finding whether the body is ordinary', 'host/ordinary-answer.ts', 'readOrdinaryAnswer', [2]],
  ['beginning the answer', 'host/answer.ts', 'beginAnswer', [0, 1, 2]],
  ['passing the answer', 'host/answer.ts', 'passAnswer', [0, 1, 2]],
  ['reading the message', 'core/jsonrpc/message.ts', 'readMessage', [2]],
  ['finding the list', 'core/policy/lists.ts', 'listsOf', [0, 1]],
  ['filtering the list', 'core/policy/lists.ts', 'filterList', [0, 1]],
  ['deciding on a tool', 'core/policy/decide.ts', 'decideTool', [0, 1]],
  ['looking up the server', 'core/policy/decide.ts', 'findServer', [2]],
  ['judging the question', 'core/policy/client-requests.ts', 'mayAskClient', [2]],
  ['reading its keys', 'core/jsonrpc/plain-keys.ts', 'hasPlainKeys', [2]],
];
const cases = stages.flatMap(([stage, module, name, struck]) => struck.map((at) => [stage, answers[at]?.[0] ?? '', module, name, at] as const));

async function sendThrough(bundle: string, at: number, act: (answer: RawAnswer, decision: unknown) => void | Promise<void>): Promise<void> {
  const [, type, body, text] = answers[at] ?? ['', '', '', ''];
  recorder().answer((_, response) => { response.writeHead(200, { 'content-type': type, location: 'http://secret' }).end(text); });
  const gateway = await startGateway({ policy: recorderPolicy, upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }], bundle });
  try {
    const answer = await post(gateway.port, body, { headers });
    await act(answer, await gateway.awaitDecision(() => true));
  } finally {
    await gateway.stop();
  }
}

it.each(answers.map(([what], at) => [what, at] as const))('a sound gateway passes %s', async (_, at) => {
  await sendThrough(await buildBundle(), at, ({ body }) => { expect(body.toString()).toContain('secret'); });
});

describe.each(cases)('%s of %s throws', (_, __, module, name, at) => {
  it('and nothing of the answer reaches the client, which does not wait', async () => {
    recorder().reset();
    const bundle = await buildBundle([sabotage({ module, name, when: 'before', how: 'throw' })]);
    await sendThrough(bundle, at, (answer, decision) => {
      const text = answer.body.toString() + [...answer.headers.values()].join();
      expect(text).not.toMatch(/secret|sabotage/);
      expect(answer.body.toString()).toContain('"error":{"code":-32603');
      expect(recorder().requests).toHaveLength(1);
      expect(decision).toMatchObject({ decision: 'allow', answer: expect.stringContaining('gateway.fault') as unknown });
    });
  });
});

it('a fault in ending the answer too closes the connection', async () => {
  const plugins = [sabotage({ module: 'host/answer.ts', name: 'passAnswer', when: 'before', how: 'throw' }), sabotage({ module: 'core/answers.ts', name: 'failureText', when: 'before', how: 'throw' })];
  await expect(sendThrough(await buildBundle(plugins), 0, () => undefined)).rejects.toThrow('the connection ended without an answer');
});
