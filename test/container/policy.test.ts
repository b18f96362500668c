import { chmod, chown } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { behindDocker, makeMount, runImage, startContainerGateway } from '../support/container-gateway.ts';
import { lockOf } from '../support/lock.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { useContainer, useRunning } from '../support/suite.ts';

const upstream = ['-e', 'MCP_UPSTREAM=http://127.0.0.1:3000/mcp'];
const mount = async (policy: string): Promise<string[]> => ['-v', `${await makeMount({ 'policy.yaml': policy })}:/etc/portcullis:ro`];

describe('at the start', () => {
  it('a bad policy prints its errors and ends', async () => {
    const { code, said } = await runImage([...upstream, ...(await mount(recorderPolicy.replace('roles: [reader]', 'roles: [raeder]')))]);
    expect(code).toBe(1);
    expect(said).toMatch(/^\/etc\/portcullis\/policy\.yaml:\d+:\d+: error: .*raeder/m);
    expect(said).toContain('1 error, 0 warnings');
    expect(said).toContain('portcullis: /etc/portcullis/policy.yaml has errors');
  });

  it('a missing policy is named', async () => {
    const { code, said } = await runImage([...upstream]);
    expect([code, said.trim()]).toEqual([1, 'portcullis: cannot read the policy /etc/portcullis/policy.yaml: No such file or directory']);
  });

  it('a folder in its place is named, as Docker makes one of a file that is not there', async () => {
    const folder = await makeMount({});
    const { code, said } = await runImage([...upstream, '-v', `${folder}/policy.yaml:/etc/portcullis/policy.yaml`]);
    expect(code).toBe(1);
    expect(said).toContain('cannot read the policy /etc/portcullis/policy.yaml: it is a folder');
  });

  it.each([['of another user', 4711], ['of root', 0]])('a policy %s that this one may not read is named', async (_, owner) => {
    const folder = await makeMount({ 'policy.yaml': recorderPolicy });
    await chmod(join(folder, 'policy.yaml'), 0o600);
    await chown(join(folder, 'policy.yaml'), owner, owner);
    const args = [...upstream, '-v', `${folder}:/etc/portcullis:ro`];
    const { code, said } = await runImage(args);
    expect([code, said.trim()]).toEqual([1, 'portcullis: cannot read the policy /etc/portcullis/policy.yaml: user 10001 of this container may not']);
  });

  it('a private policy is read by the user it belongs to', async () => {
    const folder = await makeMount({ 'policy.yaml': recorderPolicy });
    await chmod(join(folder, 'policy.yaml'), 0o600);
    await chown(join(folder, 'policy.yaml'), 4711, 4711);
    const { code, said } = await runImage([...upstream, '--user', '4711:4711', '-v', `${folder}:/etc/portcullis:ro`], ['test']);
    expect([code, said]).toEqual([0, '']);
  });

  it.each([
    ['no upstream', '', 'MCP_UPSTREAM is not set'],
    ['an upstream that is no URL', 'server:3000', 'is not a URL such as'],
    ['an upstream for a server the policy does not have', 'other=http://a:1/mcp', 'the policy has no server other; it has: files'],
    ['configuration smuggled into the upstream', 'http://a:1/mcp;}', 'is not a URL such as'],
  ])('%s is named', async (_, value, said) => {
    const outcome = await runImage(['-e', `MCP_UPSTREAM=${value}`, ...(await mount(recorderPolicy))]);
    expect(outcome.code).toBe(1);
    expect(outcome.said).toContain(said);
  });

  it('settings that are wrong are named together', async () => {
    const { code, said } = await runImage([...upstream, '-e', 'PORTCULLIS_LISTEN=0', '-e', 'PORTCULLIS_TLS=yes', '-e', 'PORTCULLIS_WORKERS=many', ...(await mount(recorderPolicy))]);
    expect(code).toBe(1);
    for (const name of ['PORTCULLIS_LISTEN', 'PORTCULLIS_TLS', 'PORTCULLIS_WORKERS']) expect(said).toContain(name);
  });

  it('no folder to write to is named', async () => {
    const { code, said } = await runImage([...upstream, ...(await mount(recorderPolicy))], [], ['--read-only']);
    expect(code).toBe(1);
    expect(said).toContain('cannot write /run/portcullis as user 10001: mount a tmpfs there');
  });

  it('a policy is checked without starting anything', async () => {
    const sound = await runImage(await mount(recorderPolicy), ['check']);
    expect([sound.code, sound.said.trim()]).toEqual([0, 'portcullis: /etc/portcullis/policy.yaml is sound']);
    expect((await runImage(await mount('version: 2'), ['check'])).code).toBe(1);
  });
});

describe('a lock file beside the policy', () => {
  const lock = lockOf('files', { tools: [{ name: 'read_text_file', inputSchema: { type: 'object', properties: { path: { type: 'string' } } } }] });
  const check = async (files: Readonly<Record<string, string>>): ReturnType<typeof runImage> =>
    runImage(['-v', `${await makeMount({ 'policy.yaml': recorderPolicy, ...files })}:/etc/portcullis:ro`], ['check']);

  it('is compiled with it: what it does not have is told', async () => {
    const { code, said } = await check({ 'portcullis.lock.json': lock });
    expect(code).toBe(0);
    expect(said).toContain('the tool `search` is not in the lock file: it is denied');
    expect(said).not.toContain('the tool `read_text_file`');
  });

  it('that was changed by hand is refused with the place', async () => {
    const { code, said } = await check({ 'portcullis.lock.json': lock.replace('"type": "string"', '"type": "number"') });
    expect(code).toBe(1);
    expect(said).toMatch(/^\/etc\/portcullis\/portcullis\.lock\.json:7:21: error: .*is not the one that was approved/m);
  });
});

describe('while it runs', () => {
  const recorder = useRunning(() => startRecorder(inject('bridge')));
  const open = (): string => behindDocker(recorderPolicy);
  const closed = (): string => open().replace('search: { roles: [support] }', 'search: { roles: [operator] }');
  const gateway = useContainer(() => startContainerGateway({ policy: open(), env: { MCP_UPSTREAM: `http://${recorder().address}/mcp` } }));
  beforeEach(async () => {
    recorder().reset();
    await reload(open());
    await awaitSearch(true);
  });

  const send = (tool: string, role: string): ReturnType<typeof post> => post(gateway().port, callTool(tool, tool === 'search' ? {} : { path: '/srv/data/a' }), { headers: { 'X-Agent-Role': role } });
  const maySearch = async (): Promise<boolean> => !(await send('search', 'support')).body.toString().includes('-31403');

  async function reload(policy: string, outcome = /policy reloaded/): Promise<void> {
    const before = gateway().errorLog().match(new RegExp(outcome, 'g'))?.length ?? 0;
    await gateway().writePolicy(policy);
    await gateway().signal('HUP');
    await gateway().awaitLog(outcome, before + 1);
  }

  /** Old workers take calls until the new ones are there: asked until it shows. */
  async function awaitSearch(wanted: boolean): Promise<void> {
    while ((await maySearch()) !== wanted);
  }

  it('takes a changed policy at HUP', async () => {
    await reload(closed());
    await awaitSearch(false);
  });

  it('refuses a bad policy at HUP, says why, and goes on with the one it has', async () => {
    await reload(closed().replace('roles: [reader]', 'roles: [raeder]'), /policy NOT reloaded: the running one stays/);
    expect(gateway().errorLog()).toMatch(/policy\.yaml:\d+:\d+: error: .*raeder/);
    expect(await maySearch()).toBe(true);
    await reload(closed());
    await awaitSearch(false);
  });

  it('refuses what nginx would not take, and goes on', async () => {
    await reload(closed().replace('upstream: files', 'upstream: portcullis_closed'), /policy NOT reloaded/);
    expect(await maySearch()).toBe(true);
  });

  it('goes on when the policy is gone at HUP', async () => {
    await reload(closed(), /policy reloaded/);
    await awaitSearch(false);
    const before = gateway().errorLog().match(/policy NOT reloaded/g)?.length ?? 0;
    await gateway().removePolicy();
    await gateway().signal('HUP');
    await gateway().awaitLog(/policy NOT reloaded/, before + 1);
    expect(await maySearch()).toBe(false);
  });

  it('loses no call of a steady stream over 20 reloads', async () => {
    const outcomes: string[] = [];
    let done = false;
    const callers = Array.from({ length: 4 }, async () => {
      while (!done) {
        outcomes.push(await send('read_text_file', 'reader').then(({ status, body }) => `${status} ${body.toString()}`, String));
      }
    });
    for (let turn = 0; turn < 20; turn += 1) {
      await reload(turn % 2 === 0 ? closed() : open());
      await awaitSearch(turn % 2 !== 0);
    }
    done = true;
    await Promise.all(callers);
    expect(outcomes.length).toBeGreaterThan(100);
    expect([...new Set(outcomes)]).toEqual(['200 {"jsonrpc":"2.0","id":1,"result":{}}']);
    expect(recorder().requests.filter(({ body }) => body.toString().includes('read_text_file'))).toHaveLength(outcomes.length);
  });
});
