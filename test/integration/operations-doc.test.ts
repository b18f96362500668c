import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
import { packageFolder } from '../support/bundle.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { makeArchive } from '../support/stock/archive.ts';
import { readInstallLines, setUpDropIn } from '../support/stock/drop-in.ts';
import { awaitNewWorkers, findWorkers } from '../support/stock/workers.ts';
import { useRunning } from '../support/suite.ts';

const example = await readFile(join(packageFolder, 'nginx/policy.example.yaml'), 'utf8');
const stock = useRunning(async () => setUpDropIn(example, await readInstallLines()));

it('the commands to install, upgrade, roll back and change the policy work as docs/operations.md has them', async () => {
  await stock().start();
  const port = await stock().namespace.publish(80);
  const blocks = readBlocks(await readFile(join(packageFolder, 'docs/operations.md'), 'utf8'));
  expect(blocks.map(([title]) => title)).toEqual(['Install', 'Install', 'Upgrade and roll back', 'Upgrade and roll back', 'Change the policy']);
  const path = `${await makeNginxCommand()}:${process.env['PATH'] ?? ''}`;
  for (const [title, commands] of blocks) {
    const script = commands.replaceAll('/etc/nginx', join(stock().root, 'etc/nginx'));
    const before = await findWorkers(stock().namespace.pid);
    const { stdout, stderr } = await promisify(execFile)('sh', ['-e', '-c', script], { cwd: dirname(await makeArchive()), env: { ...process.env, PATH: path } });
    expect(stdout + stderr, title).not.toMatch(/emerg|error/);
    if (script.includes('-s reload')) await awaitNewWorkers(stock().namespace.pid, before);
    expect((await post(port, callTool('nothing', {}), { headers: { 'X-Agent-Role': 'reader' } })).body.toString(), title).toContain('-31403');
  }
  expect(await stock().errorLog()).toBe('');
});

/** The shell blocks of the sections on versions and policies, each with its section's title. */
function readBlocks(text: string): (readonly [string, string])[] {
  return text.split(/^## /m).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n'));
    if (!['Install', 'Upgrade and roll back', 'Change the policy'].includes(title)) return [];
    return [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(([, commands = '']) => [title, commands] as const);
  });
}

/** A folder with a command `nginx` that runs the one in the namespace. */
async function makeNginxCommand(): Promise<string> {
  const bin = await mkdtemp(join(inject('runFolder'), 'bin-'));
  await writeFile(join(bin, 'nginx'), `#!/bin/sh\nexec ${stock().namespace.inRoot.join(' ')} /usr/sbin/nginx "$@"\n`, { mode: 0o755 });
  return bin;
}
