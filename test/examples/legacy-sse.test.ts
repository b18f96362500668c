import { describe, expect, it } from 'vitest';
import { connectV1, connectV2 } from '../support/clients.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { startNotes } from '../support/notes-server.ts';
import { post, readError } from '../support/post.ts';
import { openSocket } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { expectRefused } from '../support/refusal.ts';
import { openLegacyStream } from '../support/sessions.ts';
import { decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

async function startLegacy(notes: string): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('legacy-sse', { port, conf: [decisionLog, ['127.0.0.1:8080', `127.0.0.1:${port}`], ['127.0.0.1:3000', notes]] });
}

describe.each([['v1', connectV1], ['v2', connectV2]] as const)('a %s client of the older transport', (_, connect) => {
  const notes = useRunning(() => startNotes(''));
  const gateway = useGateway(() => startLegacy(notes().address));

  it('is served under the prefix, and told at once of what is denied', async () => {
    const client = await connect(`${gateway().url}/notes/sse`, { sse: true, role: 'reader' });
    expect(await client.callTool('read_note', { id: 'a1' })).toMatchObject({ content: [{ text: 'note a1' }] });
    await expect(client.callTool('delete_note', { id: 'a1' })).rejects.toThrow('-31403');
    expect(await client.callTool('read_note', { id: 'a2' })).toMatchObject({ content: [{ text: 'note a2' }] });
    await client.close();
  });
});

describe('what clients are told to post to', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startLegacy(recorder().address));

  const readStream = async (endpoint: string): Promise<string> => {
    const { text, socket } = await openLegacyStream(recorder(), () => openSocket(gateway().port), endpoint, { path: '/notes/sse', headers: { 'X-Agent-Role': 'reader' } });
    socket.destroy();
    return text;
  };

  it.each(['/messages?sessionId=a1', 'http://127.0.0.1:3000/messages?sessionId=a1'])('is a path of the gateway, for %s', async (endpoint) => {
    expect(await readStream(endpoint)).toContain('event: endpoint\ndata: /notes/messages?sessionId=a1\n\n');
  });

  it('is nothing where the server means another path', async () => {
    for (const endpoint of ['http://elsewhere.example/collect?sessionId=a1', '/other?sessionId=a1']) expect(await readStream(endpoint)).not.toContain('endpoint');
    expect(await gateway().awaitDecision(({ answer }) => answer === 'answer.event')).toMatchObject({ http_method: 'GET' });
  });
});

describe('what reaches the server', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startLegacy(recorder().address));
  const reader = { 'X-Agent-Role': 'reader' };
  const messages = '/notes/messages?sessionId=0c8a2f3e-1';

  const ownMessages = messages.replace('/notes', '');

  const openStream = () => openLegacyStream(recorder(), () => openSocket(gateway().port), ownMessages, { path: '/notes/sse', headers: reader });

  it('is a granted message with its session', async () => {
    const stream = await openStream();
    await post(gateway().port, callTool('read_note', { id: 'a' }), { path: messages, headers: reader });
    expect(recorder().requests.map(({ url }) => url)).toEqual([ownMessages]);
    stream.socket.destroy();
  });

  it('is nothing that was not granted, on either endpoint, nor in a session that nobody opened', async () => {
    const stream = await openStream();
    const denied = callTool('delete_note', { id: 'a' });
    await expectRefused(gateway(), recorder(), denied, { path: messages, headers: reader }, { rule: 'policy.tool', status: 403, code: -31403, id: 1 });
    await expectRefused(gateway(), recorder(), denied, { path: `${messages}&x=1`, headers: reader }, { rule: 'http.query', status: 400, code: -32600 });
    await expectRefused(gateway(), recorder(), '', { method: 'GET', path: '/notes/sse' }, { rule: 'role.missing', status: 403, code: -31403 });
    await expectRefused(gateway(), recorder(), denied, { path: `${messages}0`, headers: reader }, { rule: 'session.unknown', status: 404, code: -32001, id: 1 });
    stream.socket.destroy();
  });

  it.each(['/sse', '/messages', '/notes/message', '/notes/sse/x', '/mcp'])('is nothing at %s', async (path) => {
    recorder().reset();
    expect((await post(gateway().port, callTool('read_note', { id: 'a' }), { path, headers: reader })).status).toBe(404);
    expect(recorder().requests).toEqual([]);
  });
});

describe('a server that is down', () => {
  const gateway = useGateway(() => startLegacy('127.0.0.1:9'));

  it('is answered for in JSON-RPC', async () => {
    const answer = await post(gateway().port, callTool('read_note', { id: 'a' }), { path: '/notes/messages', headers: { 'X-Agent-Role': 'reader' } });
    expect([answer.status, readError(answer)]).toMatchObject([502, { jsonrpc: '2.0', error: { code: -32603 } }]);
  });
});
