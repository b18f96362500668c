import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renew } from '../support/certbot.ts';
import { issue, makeAuthority, type Certificate, type Pem } from '../support/certificates.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { expectEventsAtOnce } from '../support/event-stream.ts';
import { startEverything } from '../support/everything.ts';
import { findFreePorts } from '../support/free-port.ts';
import { callTool } from '../support/messages.ts';
import { startRecorder } from '../support/recorder.ts';
import { certificateFolder, decisionLog, startExample, type Example } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { fetchWith } from '../support/fetch-with.ts';

/** Where agents connect from. */
const client = '127.0.0.9';
let servers: Certificate;
let agents: Certificate;
let strangers: Certificate;

async function startMutual(upstream: string): Promise<Example> {
  const [port = 0, inner] = await findFreePorts(2);
  return startExample('mutual-tls', {
    port,
    conf: [decisionLog, certificateFolder, ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`], ['127.0.0.1:8079', `127.0.0.1:${inner}`], ['127.0.0.1:3000', upstream]],
    furnish: async (folder) => {
      await mkdir(join(folder, 'tls'));
      servers = await makeAuthority(folder, 'servers-ca');
      await renew(folder, servers, 1);
      agents = await makeAuthority(join(folder, 'tls'), 'agents-ca');
      strangers = await makeAuthority(folder, 'strangers-ca');
    },
  });
}

/** A certificate the agents' authority signed, for `CN=name,OU=agents,O=Example`. */
function agent(name: string, authority = agents, subject = `/O=Example/OU=agents/CN=${name}`): Promise<Pem> {
  return issue(authority, { cert: `${authority.cert}.${name}`, key: `${authority.key}.${name}` }, subject);
}

async function fetchAs(certificate: Pem | undefined): Promise<typeof fetch> {
  return fetchWith({ ca: await readFile(servers.cert), localAddress: client, ...certificate });
}

describe('an agent with a certificate', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startMutual(everything().address));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('has the role of its subject, with a %s client', async (_, connect) => {
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

  async function send(certificate: Pem | undefined, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly type: string | null; readonly reached: readonly (string | undefined)[] }> {
    recorder().reset();
    const request = await fetchAs(certificate);
    const answer = await request(`https://127.0.0.1:${gateway().port}/mcp`, {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body: callTool('echo', { message: 'x' }),
    });
    await answer.text();
    return { status: answer.status, type: answer.headers.get('content-type'), reached: recorder().requests.map(({ headers: sent }) => sent['x-agent-role'] as string | undefined) };
  }

  it('is the role of the certificate, whatever role the client claims', async () => {
    expect(await send(await agent('reports'))).toMatchObject({ status: 200, reached: ['reader'] });
    expect(await send(await agent('reports'), { 'X-Agent-Role': 'operator' })).toMatchObject({ status: 200, reached: ['reader'] });
    expect(await send(await agent('reports'), { X_Agent_Role: 'operator' })).toMatchObject({ status: 403, reached: [] });
  });

  it('is where the client is, not the outer server', async () => {
    await send(await agent('reports'), { 'X-Real-IP': '198.51.100.1', 'X-Forwarded-For': '198.51.100.1' });
    expect(recorder().requests[0]?.headers).toMatchObject({ 'x-real-ip': client, 'x-forwarded-for': client });
    expect(await gateway().awaitDecision((decision) => decision.decision === 'allow')).toMatchObject({ client, role: 'reader' });
  });

  it('has its answers pass both servers event by event', async () => {
    const request = await fetchAs(await agent('reports'));
    await expectEventsAtOnce(recorder(), () => request(`https://127.0.0.1:${gateway().port}/mcp`, { headers: { accept: 'text/event-stream' } }));
  });

  it('is no body beyond all bounds, which is answered in JSON-RPC', async () => {
    expect(await send(await agent('reports'), { 'content-length': '20000000', expect: '100-continue' })).toEqual({ status: 413, type: 'application/json', reached: [] });
  });

  const nothing: readonly (readonly [string, () => Promise<Pem | undefined>, number])[] = [
    ['no certificate', () => Promise.resolve(undefined), 400],
    ['a certificate of another authority, for the same subject', () => agent('reports', strangers), 400],
    ['a subject that has no role', () => agent('unknown'), 403],
    ['a subject with a role\'s name in another part', () => agent('longer', agents, '/O=Example/OU=agents/CN=deploy,OU=agents,O=Example'), 403],
    ['a subject with more to it', () => agent('more', agents, '/C=XX/O=Example/OU=agents/CN=deploy'), 403],
    ['a subject in other case', () => agent('case', agents, '/O=Example/OU=agents/CN=Deploy'), 403],
  ];
  it.each(nothing)('is nothing of a client with %s', async (_, certificate, status) => {
    expect(await send(await certificate(), { 'X-Agent-Role': 'operator' })).toEqual({ status, type: 'application/json', reached: [] });
  });
});
