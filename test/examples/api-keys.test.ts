import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renew } from '../support/certbot.ts';
import { makeAuthority, type Certificate } from '../support/certificates.ts';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { compileSound } from '../support/gateway.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool } from '../support/messages.ts';
import { startRecorder } from '../support/recorder.ts';
import { certificateFolder, decisionLog, readExample, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const before = makeKeys({ bot: ['ci-bot', 'reader', 90], admin: ['admin', 'operator', 90] });
const after = makeKeys({ bot: ['ci-bot', 'reader', 90] });
let authority: Certificate;

async function startKeys(upstream: string): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('api-keys', {
    port,
    keys: before.file,
    conf: [decisionLog, certificateFolder, ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`], ['127.0.0.1:3000', upstream], ['worker_processes auto;', 'worker_processes 1;']],
    furnish: async (folder) => {
      authority = await makeAuthority(folder, 'authority');
      await renew(folder, authority, 1);
    },
  });
}

const bearer = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` });

describe('a caller with a key', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startKeys(everything().address));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('has its role, with a %s client', async (_, connect) => {
    const url = `https://127.0.0.1:${gateway().port}/mcp`;
    const request = fetchWith({ ca: await readFile(authority.cert), localAddress: '127.0.0.9' });
    const bot = await connect(url, { fetch: request, headers: bearer(before.keys.bot) });
    expect(await bot.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    await expect(bot.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    await bot.close();
    const admin = await connect(url, { fetch: request, headers: bearer(before.keys.admin) });
    expect(await admin.callTool('get-env', {})).toHaveProperty('content');
    await admin.close();
    await expect(connect(url, { fetch: request, headers: {} })).rejects.toThrow();
  });
});

describe('what reaches the server', () => {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startKeys(recorder().address));

  async function send(headers: Readonly<Record<string, string>>, localAddress = '127.0.0.9'): Promise<{ readonly status: number; readonly challenge: string | null; readonly rule: string }> {
    recorder().reset();
    const request = fetchWith({ ca: await readFile(authority.cert), localAddress });
    const answer = await request(`https://127.0.0.1:${gateway().port}/mcp`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body: callTool('echo', { message: 'x' }) });
    const { rule } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
    return { status: answer.status, challenge: answer.headers.get('www-authenticate'), rule };
  }

  it('is who calls, and no key', async () => {
    expect(await send({ ...bearer(before.keys.bot), 'X-Agent-Role': 'operator', 'X-Agent-Subject': 'admin' })).toMatchObject({ status: 200 });
    expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers['x-agent-subject'], headers.authorization])).toEqual([['reader', 'ci-bot', undefined]]);
    expect(await gateway().awaitDecision(({ decision }) => decision === 'allow')).toMatchObject({ role: 'reader', subject: 'ci-bot' });
  });

  it('is nothing without one', async () => {
    expect(await send({})).toEqual({ status: 401, challenge: 'Bearer realm="mcp"', rule: 'auth.missing' });
    expect(recorder().requests).toEqual([]);
  });

  it('is nothing from who failed three times', async () => {
    for (let time = 0; time < 3; time++) expect(await send(bearer('x'), '127.0.0.8')).toMatchObject({ status: 401, rule: 'auth.malformed' });
    expect(await send(bearer(before.keys.bot), '127.0.0.8')).toMatchObject({ status: 401, rule: 'auth.locked' });
    expect(recorder().requests).toEqual([]);
  });

  it('changes with the keys at a reload', async () => {
    const policy = await readExample('api-keys', 'policy.yaml');
    const { keys: [, ...others] } = JSON.parse(before.file) as { keys: unknown[] };
    const { keys: added } = JSON.parse(after.file) as { keys: unknown[] };
    await writeFile(join(gateway().folder, 'portcullis/policy.conf'), compileSound(policy, undefined, JSON.stringify({ version: 1, keys: [...others, ...added] })));
    await gateway().reload(/gracefully shutting down/);
    expect(await send(bearer(after.keys.bot))).toMatchObject({ status: 200 });
    expect(await send(bearer(before.keys.admin))).toMatchObject({ status: 200 });
    expect(await send(bearer(before.keys.bot))).toMatchObject({ status: 401, rule: 'auth.unknown' });
  });
});
