import { describe, expect, it } from 'vitest';
import { startCerbos } from '../support/cerbos.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { post, readError } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { decisionLog, readExample, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const startDecider = async () => startCerbos(await readExample('external-decisions', 'cerbos.yaml'), await readExample('external-decisions', 'tools.yaml'));

async function startDecided(everything: string, cerbos: string): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('external-decisions', { port, conf: [decisionLog, ['127.0.0.1:8080', `127.0.0.1:${port}`], ['127.0.0.1:3000', everything], ['127.0.0.1:3592', cerbos]] });
}

describe('what Cerbos decides', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const cerbos = useRunning(startDecider);
  const gateway = useGateway(() => startDecided(everything().address, cerbos().address));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('holds for a %s client', async (_, connect) => {
    const reader = await connect(`${gateway().url}/mcp`, { role: 'reader' });
    expect(await reader.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    await expect(reader.callTool('echo', { message: 'a confidential word' })).rejects.toMatchObject({ code: -31403 });
    await expect(reader.callTool('get-sum', { a: 1, b: 2 })).rejects.toMatchObject({ code: -31403 });
    await reader.close();
    const operator = await connect(`${gateway().url}/mcp`, { role: 'operator' });
    expect(await operator.callTool('get-sum', { a: 1, b: 2 })).toMatchObject({ content: [{ text: expect.stringContaining('3') as string }] });
    await operator.close();
    expect(await gateway().awaitDecision(({ rule }) => rule === 'external.denied')).toMatchObject({ decision: 'deny', role: 'reader' });
  });
});

describe('calls that Cerbos was asked about', () => {
  const everything = useRunning(startRecorder);
  const cerbos = useRunning(startDecider);
  const gateway = useGateway(() => startDecided(everything().address, cerbos().address));
  const call = (message: string) => post(gateway().port, callTool('echo', { message }), { headers: { 'X-Agent-Role': 'reader' } });

  it('go on while it is down, for as long as decisions are kept, and no other does', async () => {
    for (let time = 0; time < 5; time++) expect((await call('hello')).status).toBe(200);
    expect(everything().requests).toHaveLength(5);
    await cerbos().stop();
    await call('hello');
    expect(everything().requests).toHaveLength(6);
    const refused = await call('world');
    expect(readError(refused).error.code).toBe(-32603);
    expect(await gateway().decision(refused.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'deny', rule: 'external.unavailable' });
    expect(everything().requests).toHaveLength(6);
    expect(cerbos().asked()).toBeGreaterThan(0);
  });
});
