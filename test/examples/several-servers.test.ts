import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { startFilesystem } from '../support/filesystem.ts';
import { findFreePort } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { expectRefused } from '../support/refusal.ts';
import { decisionLog, startExample } from '../support/start-example.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const data = join(inject('runFolder'), 'data');

async function startSeveral(everything: string, files: string): Promise<Gateway> {
  const port = await findFreePort();
  return startExample('several-servers', {
    port,
    conf: [decisionLog, ['127.0.0.1:8080', `127.0.0.1:${port}`], ['127.0.0.1:3000', everything], ['127.0.0.1:3001', files]],
    policy: [['/srv/data', data]],
  });
}

describe('real servers', () => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const files = useRunning(async () => {
    await mkdir(join(data, 'out'), { recursive: true });
    await writeFile(join(data, 'hello.txt'), 'hello from a file');
    return startFilesystem([data]);
  });
  const gateway = useGateway(() => startSeveral(everything().address, files().address));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('a %s client uses each under its own path', async (_, connect) => {
    const tools = await connect(`${gateway().url}/everything/mcp`, { role: 'assistant' });
    expect(await tools.callTool('echo', { message: 'hello' })).toMatchObject({ content: [{ text: 'Echo: hello' }] });
    await tools.close();
    const folder = await connect(`${gateway().url}/files/mcp`, { role: 'assistant' });
    expect(await folder.callTool('read_text_file', { path: join(data, 'hello.txt') })).toMatchObject({ content: [{ text: 'hello from a file' }] });
    await expect(folder.callTool('write_file', { path: join(data, 'out/a.txt'), content: 'x' })).rejects.toMatchObject({ code: -31403 });
    await folder.close();
  });

  it('a role that was granted nothing on a server has no session there', async () => {
    const client = await connectV1(`${gateway().url}/files/mcp`, { role: 'librarian' });
    await client.close();
    await expect(connectV1(`${gateway().url}/everything/mcp`, { role: 'librarian' })).rejects.toMatchObject({ code: -31403 });
  });
});

describe('what one server is granted', () => {
  const everything = useRunning(startRecorder);
  const files = useRunning(startRecorder);
  const gateway = useGateway(() => startSeveral(everything().address, files().address));
  const asAssistant = { 'X-Agent-Role': 'assistant' };
  const echo = callTool('echo', { message: 'x' });
  const read = callTool('read_text_file', { path: join(data, 'hello.txt') });

  it('is not granted on the other', async () => {
    await expectRefused(gateway(), files(), echo, { path: '/files/mcp', headers: asAssistant }, { rule: 'policy.tool', status: 200, code: -31403, id: 1 });
    await expectRefused(gateway(), everything(), read, { path: '/everything/mcp', headers: asAssistant }, { rule: 'policy.tool', status: 200, code: -31403, id: 1 });
  });

  it('reaches that server and no other, by the path it has', async () => {
    expect((await post(gateway().port, echo, { path: '/everything/mcp', headers: asAssistant })).status).toBe(200);
    expect((await post(gateway().port, read, { path: '/files/mcp', headers: asAssistant })).status).toBe(200);
    expect(everything().requests.map(({ url, body }) => [url, body.toString()])).toEqual([['/mcp', echo]]);
    expect(files().requests.map(({ url, body }) => [url, body.toString()])).toEqual([['/mcp', read]]);
  });

  it('is not served at a path of neither', async () => {
    const answer = await post(gateway().port, echo, { path: '/mcp', headers: asAssistant });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/json']);
  });
});
