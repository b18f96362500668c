import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFreePort, isListening } from '../../src/cli/start/await-port.ts';
import { useCommands } from '../support/start-command.ts';

const { temporary, start, stop, run } = useCommands();

/** Runs a command as printed, in a shell. */
function paste(command: string): Promise<string> {
  return new Promise((resolve) => execFile('sh', ['-c', command], (_, stdout) => { resolve(stdout); }));
}

test('the printed commands do what is said of them, each decision is shown, and Ctrl-C leaves nothing', async () => {
  const port = await findFreePort();
  const { child, until } = start(['--listen', `127.0.0.1:${port}`]);
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
  expect(await readdir(temporary())).toEqual([]);
});

test('with --tls it makes a certificate and the printed commands still work', async () => {
  const { until } = start(['--tls', '--listen', `127.0.0.1:${await findFreePort()}`]);
  const command = /^# allowed\n(.*)$/m.exec(await until(/Ctrl-C stops/))?.[1] ?? '';
  expect(command).toContain('https://');
  expect(await paste(command)).toContain('Echo: hello');
});

test('a server that does not answer yet is a warning, not an end', async () => {
  const { until } = start(['--upstream', `http://127.0.0.1:${await findFreePort()}/mcp`, '--listen', `127.0.0.1:${await findFreePort()}`]);
  expect(await until(/Ctrl-C stops/)).toContain('warning: nothing answers at');
});

test('a policy that knows callers by what only a configuration of nginx can ask for is told so', async () => {
  const folder = await mkdtemp(join(temporary(), 'policy-'));
  const policy = join(folder, 'policy.yaml');
  await writeFile(policy, 'version: 1\nidentity: { mtls: { names: [{ subject: CN=a, role: viewer }] } }\nroles: { viewer: {} }\nservers: { everything: { upstream: everything, tools: { echo: { roles: [viewer] } } } }\n');
  const { until } = start(['--policy', policy, '--listen', `127.0.0.1:${await findFreePort()}`]);
  const said = await until(/Ctrl-C stops/);
  expect(said).toContain('warning: identity.mtls: `start` does not configure nginx for client certificates');
  expect(said).toContain('Roles (by what callers show)');
  await rm(folder, { recursive: true });
});

test('a busy port is one clear message', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const address = busy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, output } = await run(['start', '--listen', `127.0.0.1:${port}`]);
  busy.close();
  expect({ code, output }).toEqual({ code: 1, output: `portcullis: --listen: 127.0.0.1:${port} is in use by another program\n` });
});

test('a policy that is not there is one clear message', async () => {
  const { code, output } = await run(['start', '--policy', '/nowhere/policy.yaml']);
  expect(code).toBe(1);
  expect(output).toMatch(/^portcullis: cannot read the policy \/nowhere\/policy\.yaml: .*\n$/);
});

test('a policy with errors shows them and starts nothing', async () => {
  const folder = await mkdtemp(join(temporary(), 'policy-'));
  const policy = join(folder, 'policy.yaml');
  await writeFile(policy, 'version: 1\nroles: {}\nservers: 7\n');
  const { code, output } = await run(['start', '--policy', policy]);
  expect(code).toBe(1);
  expect(output).toMatch(/policy\.yaml:3:\d+: error: /);
  expect(output).toMatch(/has errors; nothing was started\n$/);
  // Neither does compile write anything.
  const compiled = join(folder, 'policy.conf');
  expect((await run(['compile', policy, '-o', compiled])).code).toBe(1);
  expect(await readdir(folder)).toEqual(['policy.yaml']);
  await rm(folder, { recursive: true });
});

test.each([
  [['--server', 'nobody'], 'has no server "nobody"'],
  [['--upstream', 'nonsense'], 'is not an http:// or https:// URL'],
  [['--cert', '/nowhere/c', '--key', '/nowhere/k'], 'cannot read /nowhere/c'],
  [['--nginx', '/nowhere/nginx'], 'is not a program that can be run'],
])('%j is answered with what is wrong', async (args, said) => {
  const { code, output } = await run(['start', '--listen', `127.0.0.1:${await findFreePort()}`, ...args]);
  expect(code).toBe(1);
  expect(output).toContain(said);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(await readdir(temporary())).toEqual([]);
});
