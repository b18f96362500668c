import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { expectRefused } from '../support/refusal.ts';
import { decisionLog, startExample, type Replacements } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const everything = useRunning(() => startEverything('streamableHttp'));
const recorder = useRunning(startRecorder);
const gateway = useGateway(() => startDropIn(everything().address));
const recorded = useGateway(() => startDropIn(recorder().address));

async function startDropIn(upstream: string, more: Replacements = []): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('drop-in', {
    port,
    conf: [
      decisionLog,
      ['/var/log/nginx/access.log', 'site.log'],
      ['user www-data;', process.getuid?.() === 0 ? 'user root;' : ''],
      ['listen 80 ', `listen 127.0.0.1:${port} `],
      ['127.0.0.1:3000', upstream],
      ['/var/www/html', 'html'],
      ...more,
    ],
    furnish: async (folder) => {
      await mkdir(join(folder, 'html'));
      await writeFile(join(folder, 'html/index.html'), '<h1>the site</h1>');
      await writeFile(join(folder, 'mime.types'), 'types { text/html html; }');
    },
  });
}

it.each([['v1', connectV1], ['v2', connectV2]] as const)('a %s client calls what its role was granted, and nothing else', async (_, connect) => {
  const client = await connect(`${gateway().url}/mcp`, { role: 'reader' });
  expect(await client.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
  await expect(client.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
  await client.close();
});

it('the site beside it is what it was', async () => {
  const page = await post(gateway().port, '', { method: 'GET', path: '/', headers: { 'Content-Type': undefined } });
  expect([page.status, page.headers.get('content-type'), page.body.toString()]).toEqual([200, 'text/html', '<h1>the site</h1>']);
  const missing = await post(gateway().port, '', { method: 'GET', path: '/nothing' });
  expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html']);
});

it('what is denied never reaches the server', async () => {
  const options = { headers: { 'X-Agent-Role': 'reader' } };
  await expectRefused(recorded(), recorder(), callTool('get-env', {}), options, { rule: 'policy.tool', status: 200, code: -31403, id: 1 });
  await expectRefused(recorded(), recorder(), callTool('echo', { message: 'x' }), {}, { rule: 'role.missing', status: 403, code: -31403, id: 1 });
});

describe('a location that forgot the include', () => {
  const forgetful = useGateway(() => startDropIn(recorder().address, [['include portcullis/location.conf;', '']]));

  it('lets nothing through', async () => {
    recorder().reset();
    expect((await post(forgetful().port, callTool('echo', { message: 'x' }), { headers: { 'X-Agent-Role': 'reader' } })).status).toBe(502);
    expect(recorder().requests).toEqual([]);
  });
});
