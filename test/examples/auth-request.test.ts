import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { renew } from '../support/certbot.ts';
import { makeAuthority, type Certificate } from '../support/certificates.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { expectEventsAtOnce } from '../support/event-stream.ts';
import { startEverything } from '../support/everything.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { startRecorder } from '../support/recorder.ts';
import { certificateFolder, decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { fetchWith } from '../support/fetch-with.ts';

/** Where clients connect from. */
const client = '127.0.0.9';
/** Where nothing listens. */
const nobody = '127.0.0.1:9';
const service = useRunning(startRecorder);
let authority: Certificate;

beforeEach(() => {
  service().reset();
  service().answer(({ headers }, response) => { answerToken(headers.authorization, response); });
});

/** What the service says of each token. */
function answerToken(token: string | undefined, response: ServerResponse): void {
  const roles: Readonly<Record<string, string>> = { 'Bearer alice': 'operator', 'Bearer bob': 'reader' };
  const role = roles[token ?? ''];
  if (role !== undefined) response.writeHead(204, { 'X-Role': role, 'X-User': token?.slice(7) }).end();
  else if (token === undefined) response.writeHead(401, { 'WWW-Authenticate': 'Bearer realm="mcp"' }).end();
  else response.writeHead(403).end();
}

async function startAuth(upstream: string, auth = service().address): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('auth-request', {
    port,
    conf: [
      decisionLog,
      certificateFolder,
      ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
      ['127.0.0.1:3000', upstream],
      ['127.0.0.1:9000', auth],
    ],
    furnish: async (folder) => {
      authority = await makeAuthority(folder, 'authority');
      await renew(folder, authority, 1);
    },
  });
}

async function fetchTls(): Promise<typeof fetch> {
  return fetchWith({ ca: await readFile(authority.cert), localAddress: client });
}

describe('a caller the service knows', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startAuth(everything().address));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('has the role of its answer, with a %s client', async (_, connect) => {
    const url = `https://127.0.0.1:${gateway().port}/mcp`;
    const bob = await connect(url, { fetch: await fetchTls(), headers: { Authorization: 'Bearer bob' } });
    expect(await bob.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    await expect(bob.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    await bob.close();
    const alice = await connect(url, { fetch: await fetchTls(), headers: { Authorization: 'Bearer alice' } });
    expect(await alice.callTool('get-env', {})).toHaveProperty('content');
    await alice.close();
  });
});

describe('what reaches the server', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startAuth(recorder().address));
  const call = callTool('echo', { message: 'x' });

  async function send(headers: Record<string, string>, port = gateway().port): Promise<{ readonly answer: Response; readonly body: unknown }> {
    recorder().reset();
    const request = await fetchTls();
    const answer = await request(`https://127.0.0.1:${port}/mcp`, {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body: call,
    });
    return { answer, body: await answer.json() };
  }

  it('is the role the service named, whatever role the client claims, and no token', async () => {
    const { answer } = await send({ authorization: 'Bearer bob', 'X-Agent-Role': 'operator', 'X-Role': 'operator' });
    expect(answer.status).toBe(200);
    expect(recorder().requests.map(({ headers, body }) => [headers['x-agent-role'], headers.authorization, headers['x-real-ip'], body.toString()])).toEqual([['reader', undefined, client, call]]);
    expect(await gateway().awaitDecision(({ decision }) => decision === 'allow')).toMatchObject({ client, role: 'reader', subject: 'bob' });
    expect(service().requests.map(({ url, headers, body }) => [url, headers['x-original-uri'], headers['x-original-method'], body.length])).toEqual([['/verify', '/mcp', 'POST', 0]]);
  });

  it('has its answers pass event by event', async () => {
    const request = await fetchTls();
    await expectEventsAtOnce(recorder(), () => request(`https://127.0.0.1:${gateway().port}/mcp`, { headers: { accept: 'text/event-stream', authorization: 'Bearer bob' } }));
  });

  it.each([
    ['no token', {}, 401],
    ['a token the service refuses', { authorization: 'Bearer mallory' }, 403],
  ])('is nothing of a client with %s', async (_, headers, status) => {
    const { answer, body } = await send({ 'X-Agent-Role': 'operator', ...headers });
    expect({ status: answer.status, type: answer.headers.get('content-type'), body, reached: recorder().requests })
      .toMatchObject({ status, type: 'application/json', body: { jsonrpc: '2.0', error: {} }, reached: [] });
  });

  it('a client without a token is told how to get one', async () => {
    expect((await send({})).answer.headers.get('www-authenticate')).toBe('Bearer realm="mcp"');
  });

  it.each([
    ['fails', 500, {}, 500],
    ['sends the request elsewhere', 302, { Location: 'https://login.example' }, 500],
    ['names no role', 204, {}, 401],
    ['names two roles', 204, { 'X-Role': 'reader, operator' }, 401],
    ['names a role the policy does not have', 204, { 'X-Role': 'root' }, 403],
  ])('is nothing when the service %s', async (_, said, headers, status) => {
    service().answer((_request, response) => response.writeHead(said, headers as Record<string, string>).end());
    const { answer, body } = await send({ authorization: 'Bearer bob', 'X-Agent-Role': 'operator' });
    expect({ status: answer.status, type: answer.headers.get('content-type'), body, reached: recorder().requests })
      .toMatchObject({ status, type: 'application/json', body: { jsonrpc: '2.0', error: {} }, reached: [] });
  });

  describe('while the service is down', () => {
    const alone = useGateway(() => startAuth(recorder().address, nobody));

    it('is nothing', async () => {
      const { answer, body } = await send({ authorization: 'Bearer alice' }, alone().port);
      expect([answer.status, answer.headers.get('content-type'), recorder().requests]).toEqual([500, 'application/json', []]);
      expect(body).toMatchObject({ jsonrpc: '2.0', error: { code: -32603 } });
    });
  });
});
