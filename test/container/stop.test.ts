import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { docker, expectDocker } from '../../scripts/docker/docker.ts';
import { behindDocker, makeMount, runImage, startContainerGateway, type ContainerGateway } from '../support/container-gateway.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { startRecorder, type Script } from '../support/recorder.ts';
import { useRunning } from '../support/suite.ts';

const recorder = useRunning(() => startRecorder(inject('bridge')));
beforeEach(() => { recorder().reset(); });

const start = (env: Readonly<Record<string, string>> = {}): Promise<ContainerGateway> =>
  startContainerGateway({ policy: behindDocker(recorderPolicy), env: { MCP_UPSTREAM: `http://${recorder().address}/mcp`, ...env } });

const first = 'data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"first"}}\n\n';
const last = 'data: {"jsonrpc":"2.0","id":1,"result":{"content":[]}}\n\n';

/** A server that sends one event at once and the rest when told. */
function answerInParts(): { readonly script: Script; readonly finish: () => void } {
  let end = (): void => undefined;
  return {
    script: (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(first);
      end = () => response.end(last);
    },
    finish: () => { end(); },
  };
}

/** A call whose answer is a stream; `first` settles with its first event, `all` with everything or the word `cut`. */
function callStreaming(gateway: ContainerGateway): { readonly first: Promise<string>; readonly all: Promise<string> } {
  const body = callTool('read_text_file', { path: '/srv/data/a.txt' });
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', 'X-Agent-Role': 'reader' };
  const sent = fetch(`${gateway.url}/mcp`, { method: 'POST', headers, body }).then((response) => response.body?.pipeThrough(new TextDecoderStream()).getReader());
  const first = sent.then(async (reader) => (await reader?.read())?.value ?? '');
  const all = first.then(async (text) => {
    const reader = await sent;
    for (let seen = text; ; ) {
      const piece = await reader?.read().catch(() => 'cut' as const);
      if (piece === 'cut' || piece === undefined) return 'cut';
      if (piece.done) return seen;
      seen += piece.value;
    }
  });
  return { first, all };
}

const exitCode = async (gateway: ContainerGateway): Promise<string> => (await expectDocker('no container', ['wait', gateway.container.getId()])).trim();

describe('asked to stop in the middle of a stream', () => {
  it.each(['TERM', 'QUIT'] as const)('by %s lets it finish, takes no new calls, and ends', async (signal) => {
    const gateway = await start();
    const { script, finish } = answerInParts();
    recorder().answer(script);
    const call = callStreaming(gateway);
    expect(await call.first).toBe(first);
    await gateway.signal(signal);
    // The workers' listening sockets are closed before anything else.
    while (await isAnswered(gateway));
    finish();
    expect(await call.all).toBe(first + last);
    expect(await exitCode(gateway)).toBe('0');
    await gateway.stop();
  });

  it('waits no longer than it is told to', async () => {
    const gateway = await start({ PORTCULLIS_STOP_TIMEOUT: '1' });
    recorder().answer(answerInParts().script);
    const call = callStreaming(gateway);
    await call.first;
    const began = Date.now();
    await gateway.signal('TERM');
    expect(await exitCode(gateway)).toBe('0');
    expect(Date.now() - began).toBeGreaterThan(900);
    expect(await call.all).toBe('cut');
    await gateway.stop();
  });

  it('ends at once when asked again', async () => {
    const gateway = await start({ PORTCULLIS_STOP_TIMEOUT: '100' });
    recorder().answer(answerInParts().script);
    const call = callStreaming(gateway);
    await call.first;
    await gateway.signal('TERM');
    while (await isAnswered(gateway));
    await gateway.signal('TERM');
    expect(await call.all).toBe('cut');
    expect(await exitCode(gateway)).toBe('0');
    await gateway.stop();
  });
});

describe('signaled while it starts', () => {
  const early = (): Promise<ContainerGateway> => startContainerGateway({
    policy: behindDocker(recorderPolicy),
    env: { MCP_UPSTREAM: `http://${recorder().address}/mcp`, PORTCULLIS_TLS: 'self-signed' },
    until: /for trials only/,
  });

  it('ends, which process 1 does of itself for no signal', async () => {
    const gateway = await early();
    await gateway.signal('TERM');
    expect(await exitCode(gateway)).toBe('0');
    await gateway.stop();
  });

  it('takes a policy that changed meanwhile', async () => {
    const gateway = await early();
    await gateway.signal('HUP');
    await gateway.awaitLog(/policy reloaded/);
    await gateway.stop();
  });
});

it('lets streams go on over a reload', async () => {
  const gateway = await start();
  const { script, finish } = answerInParts();
  recorder().answer(script);
  const call = callStreaming(gateway);
  await call.first;
  await gateway.signal('HUP');
  await gateway.awaitLog(/policy reloaded/);
  finish();
  expect(await call.all).toBe(first + last);
  await gateway.stop();
});

it('leaves no process behind that nobody waits for', async () => {
  const gateway = await start();
  for (let turn = 1; turn <= 3; turn += 1) {
    await gateway.signal('HUP');
    await gateway.awaitLog(/policy reloaded/, turn);
  }
  const { output } = await gateway.container.exec(['sh', '-c', 'cat /proc/[0-9]*/status']);
  expect(output).toContain('State:');
  expect(output).not.toContain('zombie');
  await gateway.stop();
});

it('says so when its port is taken, and ends', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const folder = await makeMount({ 'policy.yaml': recorderPolicy });
  const { code, said } = await runImage(['--network', 'host', '-e', `PORTCULLIS_LISTEN=127.0.0.1:${port}`, '-e', 'MCP_UPSTREAM=http://127.0.0.1:1/mcp', '-v', `${folder}:/etc/portcullis:ro`]);
  holder.close();
  expect(code).toBe(1);
  expect(said).toContain(`bind() to 127.0.0.1:${port} failed (98: Address already in use)`);
});

it('is unhealthy as soon as nobody answers', async () => {
  const gateway = await start();
  expect((await gateway.container.exec(['/usr/share/portcullis/health'])).exitCode).toBe(0);
  await gateway.container.exec(['sh', '-c', 'kill -STOP $(cat /run/portcullis/nginx.pid); for status in /proc/[0-9]*; do grep -q "worker process" $status/cmdline && kill -KILL ${status#/proc/}; done']);
  expect((await gateway.container.exec(['timeout', '2', '/usr/share/portcullis/health'])).exitCode).not.toBe(0);
  await docker(['kill', gateway.container.getId()]);
  await gateway.stop();
});

function isAnswered(gateway: ContainerGateway): Promise<boolean> {
  return new Promise((resolve) => {
    get(`${gateway.url}/healthz`, { agent: false }, (response) => {
      response.resume().on('end', () => { resolve(true); });
    }).on('error', () => { resolve(false); });
  });
}
