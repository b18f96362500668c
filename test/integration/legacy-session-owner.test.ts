import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { startGateway } from '../support/gateway.ts';
import { Inbox } from '../support/inbox.ts';
import { callTool } from '../support/messages.ts';
import { everythingPolicy, recorderPolicy } from '../support/policies.ts';
import { post, type Headers } from '../support/post.ts';
import { openSocket } from '../support/raw-http.ts';
import { expectRefused } from '../support/refusal.ts';
import { openLegacyStream, type LegacyStream } from '../support/sessions.ts';
import { useGateway, useRecordedGateway, useRunning } from '../support/suite.ts';

const as = (role: string): Headers => ({ 'X-Agent-Role': role });
const read = callTool('read_text_file', { path: '/srv/data/a.txt' });
const foreign = { rule: 'session.owner', status: 404, code: -32001, id: 1 } as const;

describe('a session of HTTP+SSE', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy.replace('upstream: files', 'upstream: files\n    sse: { stream: /mcp/sse, messages: /mcp/messages }'));
  const openStream = (role: string, endpoint: string): Promise<LegacyStream> =>
    openLegacyStream(recorder(), () => openSocket(gateway().port), endpoint, { path: '/mcp/sse', headers: as(role) });

  it.each(['sessionId', 'session_id', 'sessionid'])('is for messages of who opened its stream, under the name %s', async (name) => {
    const path = `/mcp/messages?${name}=of-${name}`;
    const stream = await openStream('support', path);
    expect((await post(gateway().port, read, { path, headers: as('support') })).status).toBe(200);
    recorder().reset();
    await expectRefused(gateway(), recorder(), read, { path, headers: as('reader') }, foreign);
    await expectRefused(gateway(), recorder(), read, { path, headers: as('operator') }, foreign);
    await expectRefused(gateway(), recorder(), read, { path: `${path}0`, headers: as('support') }, { ...foreign, rule: 'session.unknown' });
    stream.socket.destroy();
  });

  it('is not one of Streamable HTTP', async () => {
    const stream = await openStream('reader', '/mcp/messages?sessionId=sse-only');
    await expectRefused(gateway(), recorder(), read, { headers: { ...as('reader'), 'Mcp-Session-Id': 'sse-only' } }, { ...foreign, rule: 'session.unknown' });
    stream.socket.destroy();
  });

  it('is not handed out to another caller too', async () => {
    const path = '/mcp/messages?sessionId=twice';
    const first = await openStream('reader', path);
    const second = await openStream('support', path);
    expect(first.text).toContain('sessionId=twice');
    expect(second.text).not.toContain('sessionId=twice');
    second.socket.destroy();
    expect(await gateway().awaitDecision(({ http_method, role }) => http_method === 'GET' && role === 'support')).toMatchObject({ answer: 'answer.session answer.event' });
    expect((await post(gateway().port, read, { path, headers: as('reader') })).status).toBe(200);
    first.socket.destroy();
  });

  it('ends with its stream', async () => {
    const streams = new Inbox<ServerResponse>();
    const path = '/mcp/messages?sessionId=short';
    recorder().answer((_, response) => { streams.put(response.writeHead(200, { 'content-type': 'text/event-stream' })); });
    const opened = fetch(`${gateway().url}/mcp/sse`, { headers: { Accept: 'text/event-stream', 'X-Agent-Role': 'reader' } });
    const stream = await streams.take(() => true);
    stream.end(`event: endpoint\ndata: ${path}\n\n`);
    expect(await (await opened).text()).toContain('sessionId=short');
    recorder().reset();
    await expectRefused(gateway(), recorder(), read, { path, headers: as('reader') }, { ...foreign, rule: 'session.unknown' });
  });
});

describe('real clients', () => {
  const upstream = useRunning(() => startEverything('sse'));
  const gateway = useGateway(() => startGateway({
    policy: everythingPolicy.replace('roles: { viewer: {} }', 'roles: { viewer: {}, intruder: { inherits: [viewer] } }'),
    upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['= /sse', '= /message'] }],
  }));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('%s go on in their session, whose id is of no use to another role', async (_, connect) => {
    let address = '';
    const listening: typeof fetch = (input, init) => {
      if (init?.method === 'POST') address = String(input instanceof Request ? input.url : input);
      return fetch(input, init);
    };
    const client = await connect(`${gateway().url}/sse`, { sse: true, role: 'viewer', fetch: listening });
    const { pathname, search } = new URL(address);
    expect(search).toMatch(/^\?sessionId=/);
    expect((await post(gateway().port, callTool('echo', { message: 'mine' }), { path: pathname + search, headers: as('intruder') })).status).toBe(404);
    expect(await client.callTool('echo', { message: 'still here' })).toMatchObject({ content: [{ text: 'Echo: still here' }] });
    await client.close();
  });
});
