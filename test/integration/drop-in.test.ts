import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asSeen } from '../support/as-seen.ts';
import { connectV1, connectV2, type ConnectOptions, type SessionClient } from '../support/clients.ts';
import { runSession } from '../support/everything-session.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { dropInPolicy, fewestLines, readInstallLines, startDropIn } from '../support/stock/drop-in.ts';
import { useRunning } from '../support/suite.ts';

type Connect = (url: string, options: ConnectOptions) => Promise<SessionClient>;
const clients: readonly (readonly [string, Connect])[] = [['v1', connectV1], ['v2', connectV2]];

const ways = [['the fewest lines', fewestLines], ['the lines of INSTALL.txt', await readInstallLines()]] as const;

describe.each(ways)('Debian\'s nginx with the release archive and %s', (_, lines) => {
  const gateway = useRunning(() => startDropIn(lines));

  it('has every file of Debian\'s configuration as it was, but for those lines', async () => {
    const names = (await readdir(join(gateway().system, 'etc/nginx'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(names.length).toBeGreaterThan(8);
    for (const { parentPath, name } of names) {
      const path = join(parentPath, name).slice(gateway().system.length);
      const text = (await readFile(join(gateway().root, path), 'utf8')).replace(lines.location, '');
      expect(text, path).toBe(await readFile(join(gateway().system, path), 'utf8'));
    }
  });

  it('passes nginx -t', () => {
    expect(gateway().checked).toContain('test is successful');
    expect(gateway().checked).not.toMatch(/\[(?:warn|error|emerg)\]/);
  });

  it.each(clients)('gives a %s client the session it has without', async (_name, connect) => {
    const direct = await runSession(await connect(gateway().directUrl, {}));
    const through = await runSession(await connect(gateway().url, { role: 'viewer' }));
    expect(through).toEqual(asSeen(direct, dropInPolicy, 'viewer'));
  });

  it.each(clients)('tells a %s client of a denied call in a way it understands, and the session goes on', async (_name, connect) => {
    const client = await connect(gateway().url, { role: 'viewer' });
    await expect(client.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 });
    expect(await client.callTool('echo', { message: 'still here' })).toMatchObject({ content: [{ text: 'Echo: still here' }] });
    await client.close();
  });

  it('refuses who has no role', async () => {
    const answer = await post(gateway().port, callTool('echo', { message: 'x' }));
    expect(answer.status).toBe(403);
  });

  it('still serves what it served before', async () => {
    const page = await post(gateway().port, '', { method: 'GET', path: '/' });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(page.body.toString()).toContain('Welcome to nginx');
    expect((await post(gateway().port, '', { method: 'GET', path: '/nothing' })).body.toString()).toContain('404 Not Found');
  });

  it('says nothing in its error log', async () => {
    expect(await gateway().errorLog()).toBe('');
  });
});
