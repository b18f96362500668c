import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectV1 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { readMemory } from '../support/memory.ts';
import { callTool } from '../support/messages.ts';
import { post, readError, renderRequest } from '../support/post.ts';
import { openSocket, readAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

async function startSmall(upstream: string): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('low-memory', {
    port,
    conf: [decisionLog, ['10.8.0.1:8080', `127.0.0.1:${port}`], ['127.0.0.1:3000', upstream]],
    policy: [['10.8.0.0/24', '127.0.0.0/8']],
  });
}

/** What the README says nginx takes, in MiB. */
const stated = { idle: 65, fifty: 200, full: 310, bodies: 205 };

async function memory({ folder }: Gateway, measure: 'VmRSS' | 'VmHWM' = 'VmRSS'): Promise<number> {
  return readMemory(Number(await readFile(join(folder, 'nginx.pid'), 'utf8')), measure);
}

/** Clients are spread over addresses, since each may have only so many connections. */
const address = (client: number): string => `127.0.2.${1 + (client % 50)}`;

describe('memory', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startSmall(everything().address));

  it('stays within what is stated while fifty clients keep a stream open', async () => {
    const idle = await memory(gateway());
    const clients = [];
    for (let each = 0; each < 50; each += 1) clients.push(await connectV1(`${gateway().url}/mcp`, { role: 'reader', fetch: fetchWith({ localAddress: address(each) }) }));
    for (const client of clients) expect(await client.callTool('get-sum', { a: 2, b: 3 })).toHaveProperty('content');
    const fifty = await memory(gateway());
    console.log(`nginx: ${idle.toFixed(1)} MiB idle, ${fifty.toFixed(1)} MiB with 50 clients (${((fifty - idle) / 50).toFixed(2)} each)`);
    // Less would mean that the streams were not there.
    expect(fifty).toBeGreaterThan(idle + 10);
    expect(idle).toBeLessThan(stated.idle);
    expect(fifty).toBeLessThan(stated.fifty);
    for (const client of clients) await client.close();
  });
});

describe('bounds', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startSmall(recorder().address));
  const headers = { 'X-Agent-Role': 'reader' };

  it('a hundred streams are served, and no more', async () => {
    const sockets = Array.from({ length: 100 }, (_, client) => openSocket(gateway().port, { from: address(client) }));
    for (const socket of sockets) {
      const first = new Promise<string>((resolve) => socket.once('data', (chunk) => { resolve(chunk.toString()); }));
      socket.write(renderRequest('', { method: 'GET', headers: { ...headers, Accept: 'text/event-stream' } }));
      expect(await first).toMatch(/^HTTP\/1.1 200 /);
    }
    const full = await memory(gateway());
    console.log(`nginx: ${full.toFixed(1)} MiB with 100 streams`);
    expect(full).toBeLessThan(stated.full);
    const answer = await post(gateway().port, callTool('echo', { message: 'x' }), { headers, from: address(7) });
    expect([answer.status, readError(answer)]).toMatchObject([429, { error: { code: -32600 } }]);
    for (const socket of sockets) socket.destroy();
  });

  it('one client has twenty connections at most', async () => {
    recorder().reset();
    const sockets = Array.from({ length: 20 }, () => openSocket(gateway().port, { from: '127.0.3.1' }));
    for (const socket of sockets) {
      const first = new Promise((resolve) => socket.once('data', resolve));
      socket.write(renderRequest('', { method: 'GET', headers: { ...headers, Accept: 'text/event-stream' } }));
      await first;
    }
    const call = callTool('echo', { message: 'x' });
    expect((await post(gateway().port, call, { headers, from: '127.0.3.1' })).status).toBe(429);
    expect((await post(gateway().port, call, { headers, from: '127.0.3.2' })).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});

describe('large bodies', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startSmall(recorder().address));

  it('are refused, and what they cost stays within what is stated', async () => {
    const body = callTool('echo', { message: 'é'.repeat(7_000_000) });
    const sockets = Array.from({ length: 20 }, () => openSocket(gateway().port, { from: '127.0.4.1' }));
    const answers = sockets.map((socket) => {
      const answer = readAnswer(socket);
      socket.write(renderRequest(body, { headers: { 'X-Agent-Role': 'reader' } }));
      return answer;
    });
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([413]));
    expect(recorder().requests).toEqual([]);
    const peak = await memory(gateway(), 'VmHWM');
    console.log(`nginx: ${peak.toFixed(1)} MiB at most while 20 bodies of 14 MB were refused`);
    expect(peak).toBeLessThan(stated.bodies);
  });
});
