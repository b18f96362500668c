import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../support/bundle.ts';
import { issue, makeAuthority, type Pem } from '../support/certificates.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { expectEventsAtOnce } from '../support/event-stream.ts';
import { startEverything } from '../support/everything.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { startRecorder } from '../support/recorder.ts';
import { decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

/** Where agents connect from. */
const client = '127.0.0.9';
const agents = 'spiffe://example.org/ns/agents';
const clients = [['admin'], ['reports', `${agents}/reports`], ['deploy', `${agents}/deploy`], ['late', `${agents}/late`], ['other', 'spiffe://example.org/ns/others/a'], ['deep', `${agents}/deploy/x`]] as const;
let tls = '';

function certs(...args: readonly string[]): Promise<unknown> {
  return promisify(execFile)(process.execPath, [join(packageFolder, 'dist/cli.js'), 'certs', tls, ...args]);
}

async function startMutual(upstream: string): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('mutual-tls', {
    port,
    conf: [decisionLog, ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`], ['127.0.0.1:3000', upstream], ['worker_processes auto;', 'worker_processes 1;']],
    furnish: async (folder) => {
      tls = join(folder, 'tls');
      await certs('--server', 'mcp.example.com', ...clients.flatMap(([name, uri]) => ['--client', uri === undefined ? name : `${name}=${uri}`]));
    },
  });
}

async function agent(name: (typeof clients)[number][0]): Promise<Pem> {
  return { cert: await readFile(join(tls, `client-${name}.pem`), 'utf8'), key: await readFile(join(tls, `client-${name}.key`), 'utf8') };
}

async function fetchAs(certificate: Pem | undefined): Promise<typeof fetch> {
  return fetchWith({ ca: await readFile(join(tls, 'ca.pem')), localAddress: client, ...certificate });
}

describe('an agent with a certificate', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startMutual(everything().address));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('has the role of its name, with a %s client', async (_, connect) => {
    const url = `https://127.0.0.1:${gateway().port}/mcp`;
    const reader = await connect(url, { fetch: await fetchAs(await agent('reports')) });
    expect(await reader.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    await expect(reader.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    await reader.close();
    const operator = await connect(url, { fetch: await fetchAs(await agent('deploy')) });
    expect(await operator.callTool('get-env', {})).toHaveProperty('content');
    await operator.close();
  });
});

describe('what reaches the server', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startMutual(recorder().address));

  async function send(certificate: Pem | undefined, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly type: string | null; readonly reached: readonly (readonly unknown[])[] }> {
    recorder().reset();
    const request = await fetchAs(certificate);
    const answer = await request(`https://127.0.0.1:${gateway().port}/mcp`, {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body: callTool('echo', { message: 'x' }),
    });
    await answer.text();
    return { status: answer.status, type: answer.headers.get('content-type'), reached: recorder().requests.map(({ headers: sent }) => [sent['x-agent-role'], sent['x-agent-subject']]) };
  }

  it('is role and name of the certificate, whatever the client claims', async () => {
    const claims = { 'X-Agent-Role': 'operator', 'X-Agent-Subject': 'admin', X_Agent_Role: 'operator' };
    for (const headers of [{}, claims]) expect(await send(await agent('reports'), headers)).toMatchObject({ status: 200, reached: [['reader', `${agents}/reports`]] });
    expect(await send(await agent('admin'))).toMatchObject({ status: 200, reached: [['operator', 'CN=admin']] });
    expect(await gateway().awaitDecision(({ subject }) => subject === 'CN=admin')).toMatchObject({ client, role: 'operator', decision: 'allow' });
  });

  it('has its answers pass event by event', async () => {
    const request = await fetchAs(await agent('reports'));
    await expectEventsAtOnce(recorder(), () => request(`https://127.0.0.1:${gateway().port}/mcp`, { headers: { accept: 'text/event-stream' } }));
  });

  const stranger = async (): Promise<Pem> => issue(await makeAuthority(tls, 'strangers'), { cert: join(tls, 'stranger.pem'), key: join(tls, 'stranger.key') }, '/CN=admin', `URI:${agents}/deploy`);
  const nothing: readonly (readonly [string, () => Promise<Pem | undefined>, number])[] = [
    ['no certificate', () => Promise.resolve(undefined), 400],
    ['a certificate of another authority, for the same names', stranger, 400],
    ['a name that has no role', () => agent('other'), 401],
    ['a name that only begins like one', () => agent('deep'), 401],
  ];
  it.each(nothing)('is nothing of a client with %s', async (_, certificate, status) => {
    expect(await send(await certificate(), { 'X-Agent-Role': 'operator' })).toEqual({ status, type: 'application/json', reached: [] });
  });

  it('is nothing more of a certificate that was revoked', async () => {
    expect(await send(await agent('late'))).toMatchObject({ status: 200 });
    await certs('--revoke', 'late');
    await gateway().reload(/gracefully shutting down/);
    expect(await send(await agent('late'))).toEqual({ status: 400, type: 'application/json', reached: [] });
    expect(await send(await agent('reports'))).toMatchObject({ status: 200 });
  });
});
