import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, it } from 'vitest';
import { startEverything } from '../support/everything.ts';
import { startGateway } from '../support/gateway.ts';
import { identity } from '../support/policies.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const policy = `
version: 1
${identity}
roles: { viewer: {}, other: {} }
servers:
  everything:
    upstream: everything
    tools: { simulate-research-query: { roles: [viewer, other] } }
`;
const upstream = useRunning(() => startEverything('streamableHttp'));
const gateway = useGateway(() => startGateway({ policy, upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['= /mcp'] }] }));

async function connect(url: string, role: string): Promise<Client> {
  const client = new Client({ name: 'portcullis-test', version: '1.0.0' }, { capabilities: { tasks: { list: {}, cancel: {} } } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { 'X-Agent-Role': role } } }));
  return client;
}

/** Runs one task to its result; returns what came of it, in order, each kind once, and its id. */
async function research(client: Client): Promise<{ readonly kinds: readonly string[]; readonly taskId: string; readonly text: string }> {
  const kinds = new Set<string>();
  let taskId = '';
  let text = '';
  const stream = client.experimental.tasks.callToolStream({ name: 'simulate-research-query', arguments: { topic: 'tides' } }, CallToolResultSchema, { task: { ttl: 60_000 } });
  for await (const message of stream) {
    kinds.add(message.type);
    if (message.type === 'taskCreated') ({ taskId } = message.task);
    if (message.type === 'result') text = JSON.stringify(message.result.content);
    if (message.type === 'error') throw message.error;
  }
  return { kinds: [...kinds], taskId, text };
}

it('a v1 client runs a task through the gateway as it does directly, and nobody else has it', async () => {
  const direct = await connect(`http://${upstream().address}/mcp`, 'viewer');
  const client = await connect(`${gateway().url}/mcp`, 'viewer');
  const stranger = await connect(`${gateway().url}/mcp`, 'other');
  const [expected, through] = await Promise.all([research(direct), research(client)]);

  expect(through.kinds).toEqual(expected.kinds);
  expect(through.kinds).toContain('result');
  expect(through.text.replaceAll(through.taskId, 'ID')).toBe(expected.text.replaceAll(expected.taskId, 'ID'));
  expect(await client.experimental.tasks.getTask(through.taskId)).toMatchObject({ taskId: through.taskId, status: 'completed' });
  await expect(stranger.experimental.tasks.getTask(through.taskId)).rejects.toMatchObject({ code: -32602 });
  await expect(stranger.experimental.tasks.cancelTask(through.taskId)).rejects.toMatchObject({ code: -32602 });
  expect((await client.experimental.tasks.listTasks()).tasks.map(({ taskId }) => taskId)).toContain(through.taskId);
  expect((await stranger.experimental.tasks.listTasks()).tasks.map(({ taskId }) => taskId)).not.toContain(through.taskId);
  await Promise.all([direct, client, stranger].map((one) => one.close()));
});
