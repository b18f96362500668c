import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findFreePort, isListening } from '../../src/cli/start/await-port.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
/** The command's own temporary folder, so that what it leaves there is seen. */
let temporary: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'start-test-'));
});
afterEach(async () => {
  for (const child of running) await stop(child, 'SIGTERM');
});
afterAll(() => rm(temporary, { recursive: true }));

interface Started {
  readonly child: ChildProcess;
  /** Everything printed so far, once it matches. */
  readonly until: (pattern: RegExp) => Promise<string>;
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [cli, 'start', ...args], { env: { ...process.env, TMPDIR: temporary, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  const waiting = new Set<() => void>();
  const hear = (text: string): void => {
    said += text;
    for (const wake of waiting) wake();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(said)) resolve(said);
      };
      waiting.add(look);
      child.once('exit', (code) => { reject(new Error(`exited with ${String(code)}: ${said}`)); });
      look();
    });
  return { child, until };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  running.delete(child);
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  return child.exitCode;
}

/** Runs the command to its end. */
function runCli(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { env: { ...process.env, TMPDIR: temporary, NO_COLOR: '1' } }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode, output: stdout + stderr });
    });
  });
}

/** Runs a command as printed, in a shell. */
function paste(command: string): Promise<string> {
  return new Promise((resolve) => execFile('sh', ['-c', command], (_, stdout) => { resolve(stdout); }));
}

test('the printed commands do what is said of them, each decision is shown, and Ctrl-C leaves nothing', async () => {
  const port = await findFreePort();
  const { child, until } = start('--listen', `127.0.0.1:${port}`);
  const welcome = await until(/Ctrl-C stops/);
  expect(welcome).toContain(`http://127.0.0.1:${port}/mcp`);
  const [allowed = '', byRole = '', inspected = ''] = [...welcome.matchAll(/^# .*\n(.*)$/gm)].map((match) => match[1] ?? '');

  expect(await paste(allowed)).toContain('Echo: hello');
  await until(/viewer +tools\/call +echo +allow +- +\d+ ms/);
  expect(await paste(byRole)).toContain('"error"');
  await until(/viewer +tools\/call +get-env +deny +policy\.tool +\d+ ms/);
  expect(await paste(inspected)).toContain('"error"');
  await until(/developer +tools\/call +gzip-file-as-resource +deny +path\.\w+ +\d+ ms/);

  const upstream = Number(/^server +http:\/\/127\.0\.0\.1:(\d+)/m.exec(welcome)?.[1]);
  expect(await stop(child, 'SIGINT')).toBe(0);
  expect(await isListening({ host: '127.0.0.1', port })).toBe(false);
  expect(await isListening({ host: '127.0.0.1', port: upstream })).toBe(false);
  expect(await readdir(temporary)).toEqual([]);
});

test('with --tls it makes a certificate and the printed commands still work', async () => {
  const { until } = start('--tls', '--listen', `127.0.0.1:${await findFreePort()}`);
  const command = /^# allowed\n(.*)$/m.exec(await until(/Ctrl-C stops/))?.[1] ?? '';
  expect(command).toContain('https://');
  expect(await paste(command)).toContain('Echo: hello');
});

test('a server that does not answer yet is a warning, not an end', async () => {
  const { until } = start('--upstream', `http://127.0.0.1:${await findFreePort()}/mcp`, '--listen', `127.0.0.1:${await findFreePort()}`);
  expect(await until(/Ctrl-C stops/)).toContain('warning: nothing answers at');
});

test('a busy port is one clear message', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const address = busy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, output } = await runCli('start', '--listen', `127.0.0.1:${port}`);
  busy.close();
  expect({ code, output }).toEqual({ code: 1, output: `portcullis: --listen: 127.0.0.1:${port} is in use by another program\n` });
});

test('a policy that is not there is one clear message', async () => {
  const { code, output } = await runCli('start', '--policy', '/nowhere/policy.yaml');
  expect(code).toBe(1);
  expect(output).toMatch(/^portcullis: cannot read the policy \/nowhere\/policy\.yaml: .*\n$/);
});

test('a policy with errors shows them and starts nothing', async () => {
  const folder = await mkdtemp(join(temporary, 'policy-'));
  const policy = join(folder, 'policy.yaml');
  await writeFile(policy, 'version: 1\nroles: {}\nservers: 7\n');
  const { code, output } = await runCli('start', '--policy', policy);
  expect(code).toBe(1);
  expect(output).toMatch(/policy\.yaml:3:\d+: error: /);
  expect(output).toMatch(/has errors; nothing was started\n$/);
  // Neither does compile write anything.
  const compiled = join(folder, 'policy.conf');
  expect((await runCli('compile', policy, '-o', compiled)).code).toBe(1);
  expect(await readdir(folder)).toEqual(['policy.yaml']);
  await rm(folder, { recursive: true });
});

test.each([
  [['--server', 'nobody'], 'has no server "nobody"'],
  [['--upstream', 'nonsense'], 'is not an http:// or https:// URL'],
  [['--cert', '/nowhere/c', '--key', '/nowhere/k'], 'cannot read /nowhere/c'],
  [['--nginx', '/nowhere/nginx'], 'is not a program that can be run'],
])('%j is answered with what is wrong', async (args, said) => {
  const { code, output } = await runCli('start', '--listen', `127.0.0.1:${await findFreePort()}`, ...args);
  expect(code).toBe(1);
  expect(output).toContain(said);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(await readdir(temporary)).toEqual([]);
});
