import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { renew } from '../support/certbot.ts';
import { issue, makeAuthority, type Certificate } from '../support/certificates.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { sendKeys } from '../support/key-server.ts';
import { callTool } from '../support/messages.ts';
import { startRecorder } from '../support/recorder.ts';
import { certificateFolder, decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { bearer, now } from '../support/tokens.ts';

const [signer, other] = [makeSigner('RS256', 'realm'), makeSigner('RS256', 'realm')];
const certs = '/realms/agents/protocol/openid-connect/certs';
const token = (roles: readonly string[], more: object = {}, by = signer): string =>
  by.token({ iss: 'https://login.example.com/realms/agents', aud: ['https://mcp.example.com/mcp', 'account'], sub: 'f3b1', iat: now(), exp: now() + 300, typ: 'Bearer', realm_access: { roles }, ...more }, { typ: 'JWT' });
let authority: Certificate;

/** The provider: it answers at the one address where its keys are. */
async function startProvider(): Promise<{ readonly address: string; readonly trusted: string; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(inject('runFolder'), 'provider-'));
  const own = await makeAuthority(folder, 'own');
  const pem = await issue(own, { cert: join(folder, 'cert.pem'), key: join(folder, 'cert.key') }, '/CN=login', 'DNS:127.0.0.1');
  const server: Server = createServer(pem, (request, reply) => {
    if (request.url === certs) sendKeys(signer.jwk)(reply, request);
    else reply.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    trusted: own.cert,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function start(upstream: string, { address, trusted }: { readonly address: string; readonly trusted: string }): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('jwt', {
    port,
    policy: [[`jwks: https://login.example.com${certs}`, `jwks: https://${address}${certs}`]],
    conf: [decisionLog, certificateFolder, ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`], ['127.0.0.1:3000', upstream], ['worker_processes auto;', 'worker_processes 1;'], ['/etc/ssl/certs/ca-certificates.crt', trusted]],
    furnish: async (folder) => {
      authority = await makeAuthority(folder, 'authority');
      await renew(folder, authority, 1);
    },
  });
}

describe('a caller with a token', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const provider = useRunning(startProvider);
  const gateway = useGateway(() => start(everything().address, provider()));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('has the role its provider gives, with a %s client', async (_, connect) => {
    const url = `https://127.0.0.1:${gateway().port}/mcp`;
    const request = fetchWith({ ca: await readFile(authority.cert), localAddress: '127.0.0.9' });
    const reader = await connect(url, { fetch: request, headers: { Authorization: `Bearer ${token(['mcp-reader', 'offline_access'])}` } });
    expect(await reader.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    await expect(reader.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    await reader.close();
    const operator = await connect(url, { fetch: request, headers: { Authorization: `Bearer ${token(['mcp-reader', 'mcp-operator'])}` } });
    expect(await operator.callTool('get-env', {})).toHaveProperty('content');
    await operator.close();
    await expect(connect(url, { fetch: request, headers: {} })).rejects.toThrow();
  });
});

describe('what reaches the server', () => {
  const recorder = useRunning(startRecorder);
  const provider = useRunning(startProvider);
  const gateway = useGateway(() => start(recorder().address, provider()));

  async function send(headers: object): Promise<{ readonly status: number; readonly rule: string; readonly subject: string }> {
    recorder().reset();
    const request = fetchWith({ ca: await readFile(authority.cert), localAddress: '127.0.0.9' });
    const answer = await request(`https://127.0.0.1:${gateway().port}/mcp`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body: callTool('echo', { message: 'x' }) });
    const { rule, subject } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
    return { status: answer.status, rule, subject };
  }

  it('is who calls, and no token', async () => {
    expect(await send({ ...bearer(token(['mcp-reader'])), 'X-Agent-Role': 'operator', 'X-Agent-Subject': 'admin' })).toEqual({ status: 200, rule: '', subject: 'f3b1' });
    expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers['x-agent-subject'], headers.authorization])).toEqual([['reader', 'f3b1', undefined]]);
  });

  it.each([
    ['no token', {}, 401, 'auth.missing'],
    ['one for somebody else', bearer(token(['mcp-reader'], { aud: 'account' })), 401, 'jwt.audience'],
    ['an old one', bearer(token(['mcp-reader'], { exp: now() - 120 })), 401, 'jwt.expired'],
    ['a forged one', bearer(token(['mcp-operator'], {}, other)), 401, 'jwt.signature'],
    ['one without a role', bearer(token(['offline_access'])), 403, 'role.missing'],
  ])('is nothing with %s', async (_, headers, status, rule) => {
    expect(await send(headers)).toMatchObject({ status, rule });
    expect(recorder().requests).toEqual([]);
  });
});
