import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { expect, it } from 'vitest';
import { relink, renew } from '../support/certbot.ts';
import { makeAuthority, type Certificate } from '../support/certificates.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { findFreePorts } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { Inbox } from '../support/inbox.ts';
import { post } from '../support/post.ts';
import { certificateFolder, decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { fetchWith } from '../support/fetch-with.ts';

const everything = useRunning(() => startEverything('streamableHttp'));
let authority: Certificate;
let plainPort: number;
const gateway = useGateway(startRenewal);

async function startRenewal(): Promise<Gateway> {
  const [port = 0, plain = 0] = await findFreePorts(2);
  plainPort = plain;
  return startExample('tls-renewal', {
    port,
    conf: [
      decisionLog,
      certificateFolder,
      ['listen 80;', `listen 127.0.0.1:${plainPort};`],
      ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
      ['127.0.0.1:3000', everything().address],
      ['/var/www/letsencrypt', 'letsencrypt'],
      ['worker_processes auto;', 'worker_processes 1;'],
    ],
    furnish: async (folder) => {
      authority = await makeAuthority(folder, 'authority');
      await renew(folder, authority, 1);
      await mkdir(join(folder, 'letsencrypt/.well-known/acme-challenge'), { recursive: true });
      await writeFile(join(folder, 'letsencrypt/.well-known/acme-challenge/token'), 'token.thumbprint');
    },
  });
}

/** The subject of the certificate a new connection is shown; it must be one of the authority, for mcp.example.com. */
async function shownCertificate(): Promise<string> {
  const ca = await readFile(authority.cert);
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port: gateway().port, host: '127.0.0.1', servername: 'mcp.example.com', ca }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

/** How many GET streams have ended; the log has a line for each. */
async function endedStreams(): Promise<number> {
  return (await gateway().decisions()).filter(({ http_method }) => http_method === 'GET').length;
}

const url = (): string => `https://127.0.0.1:${gateway().port}/mcp`;
const connection = async () => ({ role: 'reader', fetch: fetchWith({ ca: await readFile(authority.cert) }) });

it('a renewed certificate is shown after a reload, and open streams go on', async () => {
  const client = await connectV1(url(), await connection());
  const streams = await endedStreams();
  const progress = new Inbox<unknown>();
  const result = client.callTool('trigger-long-running-operation', { duration: 2, steps: 4 }, (step) => { progress.put(step); });
  await progress.take(() => true);
  expect(await shownCertificate()).toBe('version 1');

  await renew(gateway().folder, authority, 2);
  await gateway().reload(/gracefully shutting down/);
  expect(await shownCertificate()).toBe('version 2');

  expect(await result).toMatchObject({ content: [{ text: expect.stringContaining('completed') as string }] });
  // Clients resume a stream that was cut, so that it came to its end is not enough: none may have ended.
  expect(await endedStreams()).toBe(streams);
  expect(await client.callTool('echo', { message: 'same session' })).toMatchObject({ content: [{ text: 'Echo: same session' }] });
  await client.close();
});

it.each([['v1', connectV1], ['v2', connectV2]] as const)('a %s client is served over TLS', async (_, connect) => {
  const client = await connect(url(), await connection());
  expect(await client.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
  await client.close();
});

it('another name than the certificate\'s is refused', async () => {
  const answer = await fetchWith({ ca: await readFile(authority.cert) })(url(), { method: 'POST', headers: { host: 'evil.example', 'x-agent-role': 'reader' }, body: '{}' });
  expect(answer.status).toBe(403);
});

it('plain HTTP serves the authority\'s challenge and leads everything else to TLS', async () => {
  const challenge = await post(plainPort, '', { method: 'GET', path: '/.well-known/acme-challenge/token' });
  expect([challenge.status, challenge.body.toString()]).toEqual([200, 'token.thumbprint']);
  const other = await post(plainPort, '{}', { headers: { Host: 'mcp.example.com' } });
  expect([other.status, other.headers.get('location')]).toEqual([308, 'https://mcp.example.com/mcp']);
});

it('a certificate that cannot be read leaves the old one in service', async () => {
  const before = await shownCertificate();
  const broken = join(gateway().folder, 'archive/broken.pem');
  await writeFile(broken, 'not a certificate');
  await relink(join(gateway().folder, 'live/fullchain.pem'), broken);
  await gateway().reload(/\[emerg\].*cannot load certificate/);
  expect(await shownCertificate()).toBe(before);
});
