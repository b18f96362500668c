import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startBalancer } from '../support/balancer.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { expectEventsAtOnce } from '../support/event-stream.ts';
import { startEverything } from '../support/everything.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { renderRequest } from '../support/post.ts';
import { openSocket, readAnswers } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { expectRefused } from '../support/refusal.ts';
import { decisionLog, startExample, type Replacements } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { fetchWith } from '../support/fetch-with.ts';

/** Stand for 10.0.0.5, the proxy, and for clients elsewhere. */
const proxy = '127.0.0.5';
const client = '127.0.0.9';
const stranger = '127.0.0.2';

const basic = (name: string): string => `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`;

async function startBehind(upstream: string, more: Replacements = []): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('behind-proxy', {
    port,
    conf: [decisionLog, ['10.0.0.5', proxy], ['listen 8080;', `listen 127.0.0.1:${port};`], ['127.0.0.1:3000', upstream], ...more],
    policy: [['10.0.0.5', proxy]],
  });
}

describe('through the proxy', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startBehind(everything().address));
  const balancer = useRunning(() => startBalancer(`127.0.0.1:${gateway().port}`, proxy));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('a %s client has the role the proxy gives who logged in', async (_, connect) => {
    const url = `https://127.0.0.1:${balancer().port}/mcp`;
    const request = fetchWith({ ca: await readFile(balancer().ca), localAddress: client });
    const bob = await connect(url, { fetch: request, headers: { Authorization: basic('bob') } });
    expect(await bob.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    await expect(bob.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    await bob.close();
    const alice = await connect(url, { fetch: request, headers: { Authorization: basic('alice') } });
    expect(await alice.callTool('get-env', {})).toHaveProperty('content');
    await alice.close();
  });
});

describe('what reaches the server', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startBehind(recorder().address));
  const balancer = useRunning(() => startBalancer(`127.0.0.1:${gateway().port}`, proxy));
  const call = callTool('echo', { message: 'x' });

  async function send(headers: Readonly<Record<string, string>>): Promise<Response> {
    recorder().reset();
    const request = fetchWith({ ca: await readFile(balancer().ca), localAddress: client });
    return request(`https://127.0.0.1:${balancer().port}/mcp`, {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body: call,
    });
  }

  it('is the client\'s address and the role of the proxy, whatever the client claims', async () => {
    const spoofed = { 'X-Agent-Role': 'operator', 'X-Forwarded-For': '198.51.100.1, 127.0.0.5', 'X-Real-IP': '198.51.100.1', Forwarded: 'for=198.51.100.1' };
    const answer = await send({ Authorization: basic('bob'), ...spoofed });
    expect(answer.status).toBe(200);
    expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers['x-real-ip'], headers.authorization])).toEqual([['reader', client, undefined]]);
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ client, role: 'reader', decision: 'allow' });
  });

  it('has its answers pass the proxy event by event', async () => {
    const request = fetchWith({ ca: await readFile(balancer().ca), localAddress: client });
    await expectEventsAtOnce(recorder(), () => request(`https://127.0.0.1:${balancer().port}/mcp`, { headers: { accept: 'text/event-stream', Authorization: basic('bob') } }));
  });

  it.each([
    ['nobody logged in', {}, 401],
    ['a user without a role', { Authorization: basic('mallory') }, 403],
    ['a role in the spelling with underscores', { Authorization: basic('bob'), X_Agent_Role: 'operator' }, 403],
  ])('is nothing of %s', async (_, headers, status) => {
    expect((await send(headers as Record<string, string>)).status).toBe(status);
    expect(recorder().requests).toEqual([]);
  });

  it('is nothing of who goes around the proxy, whatever is claimed; the log has the true address', async () => {
    recorder().reset();
    const headers = { 'X-Agent-Role': 'operator', 'X-Forwarded-For': proxy, 'X-Real-IP': proxy, Forwarded: `for=${proxy}` };
    await expectRefused(gateway(), recorder(), call, { headers, from: stranger }, { rule: 'role.untrusted', status: 403, code: -31403, id: 1 });
    expect(await gateway().awaitDecision(({ rule }) => rule === 'role.untrusted')).toMatchObject({ client: stranger });
  });
});

describe('limits', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startBehind(recorder().address, [['burst=200', 'burst=5']]));

  it('count for each client, not for the proxy', async () => {
    const call = (forwarded: string): Buffer => renderRequest(callTool('echo', { message: 'x' }), { headers: { 'X-Agent-Role': 'reader', 'X-Forwarded-For': forwarded } });
    const requests = [...Array.from({ length: 200 }, () => call('198.51.100.1')), ...Array.from({ length: 6 }, () => call('198.51.100.2'))];
    const socket = openSocket(gateway().port, { from: proxy });
    const answers = readAnswers(socket, requests.length);
    socket.write(Buffer.concat(requests));
    const statuses = (await answers).map(({ status }) => status);
    expect(new Set(statuses.slice(0, 200))).toEqual(new Set([200, 429]));
    expect(statuses.slice(200)).toEqual([200, 200, 200, 200, 200, 200]);
  });
});
