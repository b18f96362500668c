import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { asSeen } from '../support/as-seen.ts';
import { connectV1, connectV2, openV2, type ConnectOptions, type SessionClient } from '../support/clients.ts';
import { runSession } from '../support/everything-session.ts';
import { startEverything } from '../support/everything.ts';
import { startFilesystem } from '../support/filesystem.ts';
import { startGateway } from '../support/gateway.ts';
import { startModernServer } from '../support/modern-server.ts';
import { everythingPolicy, filesystemPolicy, modernPolicy } from '../support/policies.ts';
import { useGateway, useRunning } from '../support/suite.ts';

type Connect = (url: string, options: ConnectOptions) => Promise<SessionClient>;
const clients: readonly (readonly [string, Connect])[] = [['v1', connectV1], ['v2', connectV2]];

describe('server-everything over Streamable HTTP', () => {
  const upstream = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() =>
    startGateway({ policy: everythingPolicy, upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['= /mcp'] }] }),
  );

  it.each(clients)('gives a %s client through the gateway the session it has without', async (_, connect) => {
    const direct = await runSession(await connect(`http://${upstream().address}/mcp`, {}));
    const through = await runSession(await connect(`${gateway().url}/mcp`, { role: 'viewer' }));
    expect(through).toEqual(asSeen(direct, everythingPolicy, 'viewer'));
  });

  it('logs the whole session of a client, its stream and its end included', async () => {
    const client = await connectV1(`${gateway().url}/mcp`, { role: 'viewer' });
    await client.callTool('echo', { message: 'hello' });
    await client.close();
    const end = await gateway().awaitDecision(({ http_method }) => http_method === 'DELETE');
    const stream = await gateway().awaitDecision(({ http_method, session }) => http_method === 'GET' && session === end.session);
    const own = (await gateway().decisions()).filter(({ session }) => session === end.session);
    expect(own.filter(({ http_method }) => http_method === 'POST').map(({ method, target }) => `${method} ${target}`.trim()))
      .toEqual(['notifications/initialized', 'tools/call echo']);
    expect([stream, ...own].every(({ decision, role }) => decision === 'allow' && role === 'viewer')).toBe(true);
    expect(end.session).toHaveLength(8);
  });

  it.each(clients)('tells a %s client of a denied call in a way it understands, and the session goes on', async (_, connect) => {
    const client = await connect(`${gateway().url}/mcp`, { role: 'viewer' });
    await expect(client.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    expect(await client.callTool('echo', { message: 'still here' })).toMatchObject({ content: [{ text: 'Echo: still here' }] });
    await client.close();
  });

  it('serves many clients at once, each its own answers', async () => {
    const sessions = await Promise.all(Array.from({ length: 8 }, () => connectV2(`${gateway().url}/mcp`, { role: 'viewer' })));
    const answers = await Promise.all(sessions.map((client, index) => client.callTool('echo', { message: `${index}` })));
    expect(answers.map(({ content }) => content)).toEqual(sessions.map((_, index) => [{ type: 'text', text: `Echo: ${index}` }]));
    await Promise.all(sessions.map((client) => client.close()));
  });
});

describe('server-everything over the legacy HTTP+SSE transport', () => {
  const upstream = useRunning(() => startEverything('sse'));
  const gateway = useGateway(() =>
    startGateway({ policy: everythingPolicy, upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['= /sse', '= /message'] }] }),
  );

  it.each(clients)('gives a %s client through the gateway the session it has without', async (_, connect) => {
    const direct = await runSession(await connect(`http://${upstream().address}/sse`, { sse: true }));
    const through = await runSession(await connect(`${gateway().url}/sse`, { sse: true, role: 'viewer' }));
    expect(through).toEqual(asSeen(direct, everythingPolicy, 'viewer'));
  });
});

describe('server-filesystem', () => {
  const folder = join(inject('runFolder'), 'files');
  const upstream = useRunning(async () => {
    await mkdir(join(folder, 'out'), { recursive: true });
    await writeFile(join(folder, 'hello.txt'), 'hello from a file');
    return startFilesystem([folder]);
  });
  const gateway = useGateway(() =>
    startGateway({ policy: filesystemPolicy(folder), upstreams: [{ server: 'files', name: 'files', address: upstream().address, locations: ['= /mcp'] }] }),
  );

  it.each(clients)('lets a %s client list, read and write files as it does without', async (_, connect) => {
    const direct = await runFileSession(await connect(`http://${upstream().address}/mcp`, {}), folder);
    const through = await runFileSession(await connect(`${gateway().url}/mcp`, { role: 'editor' }), folder);
    expect(through).toEqual(asSeen(direct, filesystemPolicy(folder), 'editor'));
    expect(JSON.stringify(through)).toContain('hello from a file');
  });

  it.each(clients)('lets a %s client read but not write with a lesser role', async (_, connect) => {
    const client = await connect(`${gateway().url}/mcp`, { role: 'reader' });
    expect(await client.callTool('read_text_file', { path: `${folder}/hello.txt` })).toMatchObject({ content: [{ text: 'hello from a file' }] });
    await expect(client.callTool('write_file', { path: `${folder}/out/x.txt`, content: 'x' })).rejects.toMatchObject({ code: -31403 });
    await expect(client.callTool('read_text_file', { path: '/etc/passwd' })).rejects.toMatchObject({ code: -31403 });
    await client.close();
  });
});

describe('a server of the modern era', () => {
  const upstream = useRunning(startModernServer);
  const gateway = useGateway(() =>
    startGateway({ policy: modernPolicy, upstreams: [{ server: 'modern', name: 'modern', address: upstream().address, locations: ['= /mcp'] }] }),
  );

  it.each(['auto', { pin: '2026-07-28' }] as const)('gives a v2 client through the gateway the session it has without, negotiating %j', async (mode) => {
    const direct = await runModernSession(await connectV2(`http://${upstream().address}/mcp`, { mode }));
    const through = await runModernSession(await connectV2(`${gateway().url}/mcp`, { mode, role: 'guest' }));
    expect(through).toEqual(asSeen(direct, modernPolicy, 'guest'));
    expect((await gateway().decisions()).at(-1)).toMatchObject({ era: 'modern', decision: 'allow' });
  });

  it('serves a v1 client of the same endpoint in the legacy era', async () => {
    const client = await connectV1(`${gateway().url}/mcp`, { role: 'guest' });
    expect(await client.callTool('greet', { name: 'Ada' })).toMatchObject({ content: [{ text: 'Hello, Ada.' }] });
    await client.close();
  });

  it('passes what a subscription brings as it happens', async () => {
    const { client, session } = await openV2(`${gateway().url}/mcp`, { mode: 'auto', role: 'guest' });
    const subscription = await client.listen({ toolsListChanged: true, resourceSubscriptions: ['note://today'] });
    expect(subscription.honoredFilter).toMatchObject({ toolsListChanged: true });
    upstream().notify.toolsChanged();
    upstream().notify.resourceUpdated('note://today');
    expect(await session.incoming.take(({ method }) => method === 'notifications/tools/list_changed')).toBeDefined();
    expect(await session.incoming.take(({ method }) => method === 'notifications/resources/updated')).toMatchObject({ params: { uri: 'note://today' } });
    await subscription.close();
    await client.close();
    await gateway().awaitDecision(({ method, decision }) => method === 'subscriptions/listen' && decision === 'allow');
  });

  it('lets nobody watch a resource the role may not read', async () => {
    const { client } = await openV2(`${gateway().url}/mcp`, { mode: 'auto', role: 'guest' });
    await expect(client.listen({ resourceSubscriptions: ['note://tomorrow'] })).rejects.toThrow();
    await client.close();
    expect(await gateway().awaitDecision(({ rule }) => rule === 'policy.resource')).toMatchObject({ method: 'subscriptions/listen', decision: 'deny' });
  });

  it('tells a modern client of a denied call in a way it understands', async () => {
    const client = await connectV2(`${gateway().url}/mcp`, { mode: 'auto', role: 'guest' });
    await expect(client.callTool('erase', {})).rejects.toMatchObject({ code: -31403 });
    await client.close();
  });
});

async function runFileSession(client: SessionClient, folder: string): Promise<unknown[]> {
  const seen = [
    client.server(),
    await client.listTools(),
    await client.callTool('list_allowed_directories', {}),
    await client.callTool('list_directory', { path: folder }),
    await client.callTool('read_text_file', { path: `${folder}/hello.txt` }),
    await client.callTool('write_file', { path: `${folder}/out/made.txt`, content: 'line one\nline two\n' }),
    await client.callTool('read_multiple_files', { paths: [`${folder}/hello.txt`, `${folder}/out/made.txt`] }),
  ];
  await client.close();
  return seen;
}

async function runModernSession(client: SessionClient): Promise<unknown[]> {
  const progress: unknown[] = [];
  const seen = [
    client.server(),
    await client.listTools(),
    await client.callTool('greet', { name: 'Zoë' }),
    await client.callTool('count', { to: 3 }, (step) => progress.push(step)),
    progress,
    await client.listPrompts(),
    await client.getPrompt('welcome', { name: 'Ada' }),
    await client.listResources(),
    await client.readResource('note://today'),
  ];
  await client.close();
  return seen;
}
