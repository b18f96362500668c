import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { expectDocker } from '../../scripts/docker/docker.ts';
import { run } from '../../src/cli/run.ts';
import { packageFolder } from '../support/bundle.ts';
import { asSeen } from '../support/as-seen.ts';
import { connectV1, connectV2, openV2 } from '../support/clients.ts';
import { images, startCompose } from '../support/compose.ts';
import { runSession } from '../support/everything-session.ts';
import { startEverything } from '../support/everything.ts';
import { callTool } from '../support/messages.ts';
import { post, readError } from '../support/post.ts';
import { countHeard, sendFromContainer, sendFromNetwork, startBait } from '../support/probe.ts';
import { startRecorder } from '../support/recorder.ts';
import { useRunning } from '../support/suite.ts';

const shippedPolicy = join(packageFolder, 'examples/compose/portcullis/policy.yaml');
const viewer = { 'X-Agent-Role': 'viewer' };
let config: string;

// Runs after what is registered later has stopped.
afterAll(() => rm(config, { recursive: true }));
const demo = useRunning(async () => {
  config = await mkdtemp(join(tmpdir(), 'portcullis-compose-'));
  // The gateway is another user.
  await chmod(config, 0o755);
  await copyFile(shippedPolicy, join(config, 'policy.yaml'));
  return startCompose({ environment: { PORTCULLIS_CONFIG: config } });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(`the gateway said:\n${(await demo().logs('gateway')).slice(-4_000)}`);
});

/** The server by its address in the network it shares with the gateway. */
async function serverUrl(): Promise<string> {
  const [network] = Object.values((await demo().inspect('server')).NetworkSettings.Networks);
  return `http://${network?.IPAddress ?? ''}:3001/mcp`;
}

/** Expects the server to hear nothing of an attempt, but of the call through the gateway that comes after it. */
async function expectUnheard(attempt: () => Promise<unknown>): Promise<void> {
  const heard = await countHeard(demo().id('server'));
  await attempt();
  await post(demo().port, callTool('echo', { message: 'heard' }), { headers: viewer });
  await expect.poll(() => countHeard(demo().id('server'))).toBeGreaterThan(heard);
  expect(await countHeard(demo().id('server'))).toBe(heard + 1);
}

describe('docker compose up', () => {
  it.each([['v1', connectV1], ['v2', connectV2]] as const)('gives a %s client through the published port the session it has with the server itself', async (_, connect) => {
    const server = await startEverything('streamableHttp');
    try {
      const direct = await runSession(await connect(`http://${server.address}/mcp`, {}));
      expect(await runSession(await connect(demo().url, { role: 'developer' }))).toEqual(asSeen(direct, await readFile(join(packageFolder, 'examples/compose/portcullis/policy.yaml'), 'utf8'), 'developer'));
    } finally {
      await server.stop();
    }
  });

  it('denies what the policy does not grant, and the server hears nothing of it', async () => {
    const { client, session } = await openV2(demo().url, { role: 'developer' });
    await expectUnheard(() => expect(session.callTool('get-env', {})).rejects.toMatchObject({ code: -31403 }));
    await expectUnheard(() => expect(session.callTool('trigger-url-elicitation', {})).rejects.toMatchObject({ code: -31403 }));
    const metadata = { name: 'a', data: 'http://169.254.169.254/latest/meta-data' };
    await expectUnheard(() => expect(session.callTool('gzip-file-as-resource', metadata)).rejects.toMatchObject({ code: -31403 }));
    await client.close();
  });

  it('takes a policy whose file an editor replaced, on HUP', async () => {
    const isDenied = async (): Promise<boolean> => (await post(demo().port, callTool('get-sum', { a: 1, b: 2 }), { headers: viewer })).body.includes('-31403');
    expect(await isDenied()).toBe(false);
    const policy = await readFile(shippedPolicy, 'utf8');
    await writeFile(join(config, 'new.yaml'), policy.replace(/get-sum:\n +roles: \[viewer\]/, 'get-sum:\n        roles: [admin]'));
    await rename(join(config, 'new.yaml'), join(config, 'policy.yaml'));
    await expectDocker('no signal', ['kill', '--signal', 'HUP', demo().id('gateway')]);
    await expect.poll(isDenied, { timeout: 20_000 }).toBe(true);
  });
});

describe('docker-compose.yml', () => {
  const file = join(packageFolder, 'docker-compose.yml');

  it('names images of this version, so that a newer one is built and not an old one taken', async () => {
    const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { readonly version: string };
    const named = await expectDocker('no images', ['compose', '-f', file, 'config', '--images']);
    expect(named.trim().split('\n').sort()).toEqual([`portcullis-demo-server:${version}`, `portcullis:${version}`]);
  });

  it('says so when the folder of the policy is not there, and makes none', async () => {
    const missing = join(config, 'missing');
    const project = `${demo().project}-missing`;
    const environment = [`PORTCULLIS_CONFIG=${missing}`, `PORTCULLIS_IMAGE=${images.gateway}`, `MCP_SERVER_IMAGE=${images.server}`];
    const { code, stderr } = await run(['env', ...environment, 'docker', 'compose', '-p', project, '-f', file, 'create', '--no-build']);
    await expectDocker('cannot remove', ['compose', '-p', project, 'down']);
    expect(code).not.toBe(0);
    expect(stderr).toContain(missing);
    expect(existsSync(missing)).toBe(false);
  });
});

describe('the server', () => {
  it('has no published port, and the gateway only one on loopback', async () => {
    expect(Object.values((await demo().inspect('server')).NetworkSettings.Ports).flatMap((bindings) => bindings ?? [])).toEqual([]);
    const published = Object.entries((await demo().inspect('gateway')).NetworkSettings.Ports).filter(([, bindings]) => bindings !== null && bindings.length > 0);
    expect(published).toEqual([['8080/tcp', [{ HostIp: '127.0.0.1', HostPort: `${demo().port}` }]]]);
  });

  it('hears nothing of what this machine sends to its address', async () => {
    const url = await serverUrl();
    await expectUnheard(() => fetch(url, { method: 'POST', body: '{}', signal: AbortSignal.timeout(3_000) }).catch(() => undefined));
  });

  it('hears nothing of what is sent from the network outside, where the gateway is', async () => {
    const url = await serverUrl();
    await expectUnheard(() => sendFromNetwork(`${demo().project}_outside`, url));
    await expectUnheard(() => sendFromNetwork(`${demo().project}_outside`, 'http://server:3001/mcp'));
    const heard = await countHeard(demo().id('server'));
    await sendFromNetwork(`${demo().project}_inside`, url);
    await expect.poll(() => countHeard(demo().id('server'))).toBe(heard + 1);
  });

  it('reaches no container outside', async () => {
    const outside = `${demo().project}_outside`;
    const bait = await startBait(outside);
    try {
      await expect.poll(async () => {
        await sendFromNetwork(outside, bait.url);
        return countHeard(bait.id);
      }, { timeout: 30_000 }).toBeGreaterThan(0);
      const heard = await countHeard(bait.id);
      await sendFromContainer(demo().id('server'), bait.url);
      await sendFromNetwork(outside, bait.url);
      await expect.poll(() => countHeard(bait.id)).toBeGreaterThan(heard);
      expect(await countHeard(bait.id)).toBe(heard + 1);
    } finally {
      await bait.stop();
    }
  });

  it('reaches nothing that listens on this machine, and asks no name server of it', async () => {
    const outside = `${demo().project}_outside`;
    const address = await expectDocker('no network', ['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', outside]);
    const recorder = await startRecorder(address.trim());
    try {
      await sendFromContainer(demo().id('server'), `http://${recorder.address}/from-server`);
      await sendFromNetwork(outside, `http://${recorder.address}/from-outside`);
      expect(recorder.requests.map(({ url }) => url)).toEqual(['/from-outside']);
    } finally {
      await recorder.stop();
    }
    expect((await demo().inspect('server')).HostConfig.Dns).toEqual(['127.0.0.1']);
  });
});

describe.each(['gateway', 'server'] as const)('the container of the %s', (service) => {
  it('cannot write to its root', async () => {
    for (const path of ['/written', '/etc/written', '/usr/written']) {
      const { code, stderr } = await demo().exec(service, 'sh', '-c', `: > ${path}`);
      expect(code).not.toBe(0);
      expect(stderr).toContain('Read-only file system');
    }
  });

  it('runs as an ordinary user without capabilities, who can get no more', async () => {
    const { stdout } = await demo().exec(service, 'cat', '/proc/1/status');
    const status = new Map([...stdout.matchAll(/^(\w+):\t(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
    expect(status.get('Uid')).toMatch(/^[1-9]/);
    expect([status.get('CapEff'), status.get('CapBnd')]).toEqual(['0000000000000000', '0000000000000000']);
    expect(status.get('NoNewPrivs')).toBe('1');
  });

  it('is limited in memory, processors and processes', async () => {
    const { HostConfig: host } = await demo().inspect(service);
    expect([host.Memory, host.NanoCpus, host.PidsLimit]).toEqual([256 << 20, 1e9, 64]);
    const { stdout } = await demo().exec(service, 'sh', '-c', 'cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes');
    expect(Number(stdout)).toBe(256 << 20);
  });
});

describe('when the server is killed', () => {
  it('answers JSON-RPC errors, and serves again once it is back', async () => {
    const { client, session } = await openV2(demo().url, { role: 'viewer' });
    expect(await session.callTool('echo', { message: 'before' })).toMatchObject({ content: [{ text: 'Echo: before' }] });
    await expectDocker('cannot kill', ['kill', demo().id('server')]);

    await expect(session.callTool('echo', { message: 'meanwhile' })).rejects.toThrow();
    const answer = await post(demo().port, callTool('echo', { message: 'meanwhile' }, 'my id'), { headers: viewer });
    // Nobody at the address, or nobody who answers there in time.
    expect([502, 504]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(readError(answer)).toMatchObject({ jsonrpc: '2.0', id: 'my id', error: { code: -32603, data: { requestId: answer.headers.get('x-request-id') } } });
    await client.close();

    await expectDocker('cannot start', ['start', demo().id('server')]);
    await expect.poll(async () => {
      const again = await connectV2(demo().url, { role: 'viewer' });
      const result = await again.callTool('echo', { message: 'after' });
      await again.close();
      return result;
    }, { timeout: 60_000, interval: 500 }).toMatchObject({ content: [{ text: 'Echo: after' }] });
    expect((await expectDocker('no gateway', ['inspect', '--format', '{{.RestartCount}}', demo().id('gateway')])).trim()).toBe('0');
  });
});
