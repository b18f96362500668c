import { describe, expect, it } from 'vitest';
import { connectFeaturesV1, connectFeaturesV2, type FeatureClient } from '../support/feature-clients.ts';
import { startGateway } from '../support/gateway.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { startWaitingServer } from '../support/waiting-server.ts';

const policy = `version: 1
identity: { role_header: X-Agent-Role, trusted_hops: [127.0.0.0/8] }
roles: { tester: {} }
servers:
  waiting:
    upstream: waiting
    client_requests: { url_hosts: [login.example.com] }
    tools:
      visit: { roles: [tester], arguments: { url: { kind: text, required: true } } }
      wait: { roles: [tester], arguments: {} }
`;
const upstream = useRunning(startWaitingServer);
const gateway = useGateway(() => startGateway({ policy, upstreams: [{ server: 'waiting', name: 'waiting', address: upstream().address, locations: ['= /mcp'] }] }));

const clients = [
  ['v1', 'legacy', connectFeaturesV1],
  ['v2', 'legacy', (url: string) => connectFeaturesV2(url, 'legacy')],
  ['v2', 'modern', (url: string) => connectFeaturesV2(url, { pin: '2026-07-28' })],
] as const;

describe.each(clients)('a %s client in the %s era', (_, era, connect) => {
  const through = (): Promise<FeatureClient> => connect(`${gateway().url}/mcp`);

  it('sends its user to a host of the policy, as without the gateway', async () => {
    const url = 'https://login.example.com/start';
    const direct = await connect(`http://${upstream().address}/mcp`);
    const expected = await direct.call('visit', { url });
    await direct.close();
    const client = await through();
    expect(await client.call('visit', { url })).toEqual(expected);
    expect(JSON.stringify(expected)).toContain('the user said accept');
    expect(client.heard).toEqual([['elicitation/create', 'please sign in']]);
    await client.close();
  });

  it.each(['https://evil.example.net/login.example.com', 'http://login.example.com/'])('never hears of %s', async (url) => {
    const client = await through();
    const answer = await client.call('visit', { url }).then((result) => JSON.stringify(result), (error: unknown) => String(error));
    expect(answer).not.toContain('the user said');
    expect(client.heard).toEqual([]);
    expect(await gateway().awaitDecision(({ answer: broken }) => broken === 'answer.request')).toMatchObject({ decision: 'allow', target: 'visit' });
    await client.close();
  });

  it('cancels a call, and the server hears of it', async () => {
    const client = await through();
    const cancel = new AbortController();
    const call = client.call('wait', {}, { signal: cancel.signal });
    const ended = expect(call).rejects.toThrow();
    await upstream().events.take((event) => event === 'waits');
    cancel.abort();
    await ended;
    await upstream().events.take((event) => event === 'cancelled');
    // The legacy era says so in a message of its own, the modern era by closing the stream.
    if (era === 'legacy') expect(await gateway().awaitDecision(({ method }) => method === 'notifications/cancelled')).toMatchObject({ decision: 'allow' });
    await client.close();
  });
});
