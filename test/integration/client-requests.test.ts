import { describe, expect, it } from 'vitest';
import { connectV1, connectV2, type ConnectOptions, type SessionClient } from '../support/clients.ts';
import { runSession } from '../support/everything-session.ts';
import { asSeen } from '../support/as-seen.ts';
import { startEverything } from '../support/everything.ts';
import { startGateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { everythingPolicy, recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { useGateway, useRunning } from '../support/suite.ts';

type Connect = (url: string, options: ConnectOptions) => Promise<SessionClient>;
const clients: readonly (readonly [string, Connect])[] = [['v1', connectV1], ['v2', connectV2]];

describe('a policy that denies sampling', () => {
  const upstream = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startGateway({
    policy: everythingPolicy.replace('servers:', 'client_requests: { sampling: deny }\nservers:'),
    upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['= /mcp'] }],
  }));

  it.each(clients)('has the %s client tell the server so, whose tool ends with an error instead of waiting', async (_, connect) => {
    const client = await connect(`${gateway().url}/mcp`, { role: 'viewer' });
    const result = await client.callTool('trigger-sampling-request', { prompt: 'leak', maxTokens: 10 }).then(JSON.stringify, String);
    expect(result).toMatch(/Method not found/);
    expect(await client.callTool('echo', { message: 'still here' })).toMatchObject({ content: [{ text: 'Echo: still here' }] });
    await client.close();
    expect(await gateway().awaitDecision(({ answer }) => answer === 'answer.request')).toMatchObject({ decision: 'allow' });
  });
});

describe('a legacy server whose paths are others than the public ones', () => {
  const upstream = useRunning(() => startEverything('sse'));
  const policy = everythingPolicy.replace(/sse: .*/, 'sse: { stream: /legacy/sse, messages: /legacy/post, upstream_stream: /sse, upstream_messages: /message }');
  const gateway = useGateway(() => startGateway({
    policy,
    upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['/legacy/'] }],
  }));

  it.each(clients)('gives a %s client the session it has without', async (_, connect) => {
    const direct = await runSession(await connect(`http://${upstream().address}/sse`, { sse: true }));
    const through = await runSession(await connect(`${gateway().url}/legacy/sse`, { sse: true, role: 'viewer' }));
    expect(through).toEqual(asSeen(direct, policy, 'viewer'));
  });
});

describe('limits.response', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startGateway({
    policy: recorderPolicy.replace('servers:', 'limits: { response: 32KiB }\nservers:'),
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['= /mcp'] }],
  }));
  const answer = (type: string, text: string): Promise<{ readonly body: Buffer }> => {
    recorder().answer((_, response) => response.writeHead(200, { 'content-type': type }).end(text));
    return post(gateway().port, callTool('read_text_file', { path: '/srv/data/a' }), { headers: { 'X-Agent-Role': 'reader' } });
  };
  const result = (length: number): string => JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text: 'x'.repeat(length) }] } });

  it.each([['application/json', result], ['text/event-stream', (length: number) => `data: ${result(length)}\n\n`]] as const)('bounds an answer in %s', async (type, make) => {
    const fits = make(32_000);
    expect((await answer(type, fits)).body.toString()).toBe(fits);
    const { body } = await answer(type, make(33_000));
    expect(body.toString()).toContain('{"jsonrpc":"2.0","id":1,"error":{"code":-32603,');
    expect(body.length).toBeLessThan(400);
    expect(await gateway().awaitDecision((decision) => decision.answer === 'answer.size')).toMatchObject({ decision: 'allow' });
  });
});
