import { describe, expect, it } from 'vitest';
import { connectV1 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { startGateway } from '../support/gateway.ts';
import { lockOf } from '../support/lock.ts';
import { callTool, request } from '../support/messages.ts';
import { everythingPolicy, identity } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { expectRefused } from '../support/refusal.ts';
import { makeSnapshotFolder } from '../support/snapshot.ts';
import { useGateway, useRecordedGateway, useRunning } from '../support/suite.ts';
import type { Rule } from '../../src/core/rules.ts';

const policy = `
version: 1
${identity}
roles: { reader: {} }
servers:
  files:
    upstream: files
    tools:
      search: { roles: [reader] }
      tag: { roles: [reader] }
      read: { roles: [reader], arguments: { path: { kind: path, within: [/srv/data] } } }
      free: { roles: [reader], pin_schema: false }
      fresh: { roles: [reader] }
    prompts:
      known: { roles: [reader] }
      fresh: { roles: [reader] }
`;
const query = { type: 'object', properties: { query: { type: 'string', maxLength: 5 } }, required: ['query'] };
const listed = {
  tools: [
    { name: 'search', inputSchema: { $schema: 'http://json-schema.org/draft-07/schema#', ...query } },
    { name: 'tag', inputSchema: { ...query, additionalProperties: true } },
    { name: 'read', inputSchema: { type: 'object', properties: { path: { type: 'string', maxLength: 12 }, head: { type: 'integer' } } } },
    { name: 'free', inputSchema: query },
  ],
  prompts: [{ name: 'known' }],
};
const headers = { 'X-Agent-Role': 'reader' };

/** The two ways of a call: as any client may write it, and as the official ones do, which nginx recognizes. */
const forms: readonly (readonly [string, (name: string, args: object) => string])[] = [
  ['any client', callTool],
  ['the official client', (name, args) => JSON.stringify({ method: 'tools/call', params: { name, arguments: args }, jsonrpc: '2.0', id: 1 })],
];

describe.each(forms)('a pinned tool, called as %s does', (_, call) => {
  const { gateway, recorder } = useRecordedGateway(policy, { lock: lockOf('files', listed) });

  it.each([
    ['what its schema has', 'search', { query: 'ab' }],
    ['more, where the schema is open', 'tag', { query: 'ab', more: 1 }],
    ['what both policy and schema allow', 'read', { path: '/srv/data/a' }],
    ['anything, where the policy leaves the schema out', 'free', { other: 1 }],
  ])('takes %s', async (__, name, args) => {
    await post(gateway().port, call(name, args), { headers });
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual([call(name, args)]);
  });

  it.each<readonly [string, string, object, Rule]>([
    ['an argument its schema does not have', 'search', { query: 'ab', more: 1 }, 'argument.pinned'],
    ['another type', 'search', { query: 1 }, 'argument.pinned'],
    ['more than its schema allows', 'search', { query: 'abcdef' }, 'argument.pinned'],
    ['too little', 'search', {}, 'argument.pinned'],
    ['what the policy allows and the schema does not', 'read', { path: '/srv/data/abc' }, 'argument.pinned'],
    ['what the schema allows and the policy does not', 'read', { path: '/srv/data/a', head: 1 }, 'argument.unknown'],
    ['anything, when the lock file does not have it', 'fresh', {}, 'policy.pin'],
  ])('does not take %s', async (__, name, args, rule) => {
    await expectRefused(gateway(), recorder(), call(name, args), { headers }, { rule, id: 1, status: 200, code: -31403 });
  });
});

describe('a prompt', () => {
  const { gateway, recorder } = useRecordedGateway(policy, { lock: lockOf('files', listed) });

  it('that is pinned may be got', async () => {
    await post(gateway().port, request('prompts/get', { name: 'known' }), { headers });
    expect(recorder().requests).toHaveLength(1);
  });

  it('that is not in the lock file may not', async () => {
    await expectRefused(gateway(), recorder(), request('prompts/get', { name: 'fresh' }), { headers }, { rule: 'policy.pin', id: 1, status: 200, code: -31403 });
  });
});

describe('in mode `warn`', () => {
  const { gateway, recorder } = useRecordedGateway(policy.replace('upstream: files', 'upstream: files\n    pin: { mode: warn }'), { lock: lockOf('files', listed) });

  it.each([['search', { more: 1 }], ['fresh', {}]])('calls of %s are as without pins', async (name, args) => {
    await post(gateway().port, callTool(name, args), { headers });
    expect(recorder().requests).toHaveLength(1);
  });
});

describe('server-everything, pinned by the command', () => {
  const server = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(async () => {
    const folder = await makeSnapshotFolder();
    const { code, stderr } = await folder.portcullis('snapshot', `http://${server().address}/mcp`, '--server', 'everything');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return startGateway({ policy: everythingPolicy, lock: await folder.lock(), upstreams: [{ server: 'everything', name: 'everything', address: server().address, locations: ['/mcp'] }] });
  });

  it('works for a client that keeps to the schemas, and refuses what they do not have', async () => {
    const client = await connectV1(`${gateway().url}/mcp`, { role: 'viewer' });
    try {
      expect(await client.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
      expect(await client.callTool('get-sum', { a: 1, b: 2 })).toMatchObject({ content: [{ type: 'text' }] });
      await expect(client.callTool('echo', { message: 'hello', more: 1 })).rejects.toMatchObject({ code: -31403 });
      await expect(client.callTool('get-sum', { a: '1', b: 2 })).rejects.toMatchObject({ code: -31403 });
      for (const tool of ['echo', 'get-sum']) await gateway().awaitDecision(({ rule, target }) => rule === 'argument.pinned' && target === tool);
    } finally {
      await client.close();
    }
  });
});
