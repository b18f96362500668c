import { Client as ClientV2, StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema, ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import type { ClientRequestRules } from '../../src/core/policy/entries.ts';
import { startEverything } from '../support/everything.ts';
import { startGateway, type GatewayOptions } from '../support/gateway.ts';
import { everythingPolicy } from '../support/policies.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const policy = everythingPolicy.replace('      echo:', '      trigger-elicitation-request: { roles: [viewer] }\n      get-roots-list: { roles: [viewer] }\n      echo:');
const capabilities = { sampling: {}, elicitation: {}, roots: {} };
const self = { name: 'portcullis-test', version: '1.0.0' };
const message = { model: 'none', role: 'assistant' as const, content: { type: 'text' as const, text: 'a model would say this' } };
const roots = { roots: [{ uri: 'file:///home/root-of-the-client', name: 'mine' }] };
const init = { requestInit: { headers: { 'X-Agent-Role': 'viewer' } } };

interface Asked {
  /** What the server asked the client for, in order. */
  readonly asked: readonly string[];
  readonly call: (name: string, args: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

async function askV1(url: string): Promise<Asked> {
  const client = new ClientV1(self, { capabilities });
  const asked: string[] = [];
  client.setRequestHandler(CreateMessageRequestSchema, () => (asked.push('sampling'), message));
  client.setRequestHandler(ElicitRequestSchema, () => (asked.push('elicitation'), { action: 'decline' as const }));
  client.setRequestHandler(ListRootsRequestSchema, () => (asked.push('roots'), roots));
  await client.connect(new HttpV1(new URL(url), init));
  return { asked, call: (name, args) => client.callTool({ name, arguments: args }), close: () => client.close() };
}

async function askV2(url: string): Promise<Asked> {
  const client = new ClientV2(self, { capabilities });
  const asked: string[] = [];
  client.setRequestHandler('sampling/createMessage', () => (asked.push('sampling'), message));
  client.setRequestHandler('elicitation/create', () => (asked.push('elicitation'), { action: 'decline' as const }));
  client.setRequestHandler('roots/list', () => (asked.push('roots'), roots));
  await client.connect(new HttpV2(new URL(url), init));
  return { asked, call: (name, args) => client.callTool({ name, arguments: args }), close: () => client.close() };
}

const upstream = useRunning(() => startEverything('streamableHttp'));
const start = (more: Partial<GatewayOptions> = {}): ReturnType<typeof startGateway> =>
  startGateway({ policy, upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['= /mcp'] }], ...more });
const denying = (rules: ClientRequestRules): Partial<GatewayOptions> => ({
  editPolicyConf: (conf) => conf.replace(/('s:everything:' '\{)/, (entry) => `${entry}"asks":${JSON.stringify(rules)},`),
});
const clients = [['v1', askV1], ['v2', askV2]] as const;
const sample = { prompt: 'say something', maxTokens: 10 };

describe('a server that may ask', () => {
  const gateway = useGateway(() => start());
  it.each(clients)('gets its answers from a %s client', async (_, connect) => {
    const { asked, call, close } = await connect(`${gateway().url}/mcp`);
    expect(JSON.stringify(await call('trigger-sampling-request', sample))).toContain('a model would say this');
    expect(JSON.stringify(await call('trigger-elicitation-request', {}))).toContain('decline');
    expect(JSON.stringify(await call('get-roots-list', {}))).toContain('root-of-the-client');
    expect(new Set(asked)).toEqual(new Set(['sampling', 'elicitation', 'roots']));
    await close();
  });
});

describe('a server that may not ask', () => {
  const gateway = useGateway(() => start(denying({ deny: ['sampling', 'elicitation', 'roots'] })));
  it.each(clients)('is told so by a %s client, which never hears of it, and goes on', async (_, connect) => {
    const { asked, call, close } = await connect(`${gateway().url}/mcp`);
    expect(JSON.stringify(await call('trigger-sampling-request', sample))).toContain('Method not found');
    expect(JSON.stringify(await call('trigger-elicitation-request', {}))).toContain('Method not found');
    expect(JSON.stringify(await call('get-roots-list', {}))).not.toContain('root-of-the-client');
    expect(JSON.stringify(await call('echo', { message: 'still here' }))).toContain('still here');
    expect(asked).toEqual([]);
    await close();
    expect(await gateway().awaitDecision(({ target }) => target === 'trigger-sampling-request')).toMatchObject({ decision: 'allow', answer: 'answer.request' });
  });
});
