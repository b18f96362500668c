import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { findProgram } from '../../src/cli/folders.ts';
import { run, type Outcome } from '../../src/cli/run.ts';
import { packageFolder } from '../support/bundle.ts';
import { lockOf } from '../support/lock.ts';
import { makeArchive, unpackArchive } from '../support/stock/archive.ts';

const folder = await mkdtemp(join(inject('runFolder'), 'package-'));
await unpackArchive(folder);
const unpacked = join(folder, 'portcullis');
const shipped = await readdir(join(packageFolder, 'nginx/portcullis'));

describe('the release archive', () => {
  it('has the same bytes when it is made again, elsewhere and later', async () => {
    const copy = join(folder, 'copy');
    for (const part of ['package.json', 'CHANGELOG.md', 'LICENSE', 'dist', 'nginx', 'scripts', 'src', 'tsconfig.base.json']) await cp(join(packageFolder, part), join(copy, part), { recursive: true });
    await symlink(join(packageFolder, 'node_modules'), join(copy, 'node_modules'));
    const made = await run([process.execPath, join(copy, 'scripts/package.mjs'), join(folder, 'again')]);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const archive = await makeArchive();
    expect((await readFile(join(folder, 'again', basename(archive)))).equals(await readFile(archive))).toBe(true);
  });

  it('comes with its SHA-256, as sha256sum checks it', async () => {
    const archive = await makeArchive();
    const sum = createHash('sha256').update(await readFile(archive)).digest('hex');
    expect(await readFile(`${archive}.sha256`, 'utf8')).toBe(`${sum}  ${basename(archive)}\n`);
    expect(await run(['sha256sum', '-c', `${basename(archive)}.sha256`], { cwd: dirname(archive) })).toMatchObject({ code: 0 });
  });

  it('is owned by root, and nobody else may write to it', async () => {
    const { stdout } = await run(['tar', '--numeric-owner', '-tvzf', await makeArchive()]);
    const lines = stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/^(?:-rw-r--r--|[-d]rwxr-xr-x) 0\/0 .* portcullis\//);
  });

  it('holds every include and the bundle as they are here, and nothing a user writes', async () => {
    for (const name of shipped) expect(await readFile(join(unpacked, name), 'utf8'), name).toBe(await readFile(join(packageFolder, 'nginx/portcullis', name), 'utf8'));
    for (const bundle of ['portcullis.js', 'identity.js']) expect(await readFile(join(unpacked, bundle), 'utf8')).toBe(await readFile(join(packageFolder, 'dist', bundle), 'utf8'));
    expect((await readdir(unpacked)).filter((name) => !shipped.includes(name))).toEqual([
      'INSTALL.txt', 'LICENSE', 'THIRD-PARTY-LICENSES.txt', 'identity.js', 'policy.example.yaml', 'policy.schema.json', 'portcullis-policy', 'portcullis-policy.mjs', 'portcullis.js',
    ]);
  });

  it('says its version, and owes no license text', async () => {
    const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
    expect(await readFile(join(unpacked, 'INSTALL.txt'), 'utf8')).toContain(`Portcullis ${version}:`);
    const licenses = await readFile(join(unpacked, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['ajv', 'yaml', 'refa', 'ipaddr.js']) expect(licenses).toMatch(new RegExp(`^${name} [\\d.]+ \\(`, 'm'));
  });
});

describe('portcullis-policy of the archive', () => {
  const example = join(unpacked, 'policy.example.yaml');
  const engines = ['node', 'qjs'] as const;

  it.each(engines)('compiles with %s alone what the repository\'s command compiles', async (engine) => {
    const output = join(folder, `${engine}.conf`);
    expect(await runPolicy(engine, 'compile', example, '-o', output)).toEqual({ code: 0, stdout: '', stderr: '' });
    const wanted = await run([process.execPath, join(packageFolder, 'dist/cli.js'), 'compile', example, '-o', '-']);
    expect(wanted.stdout).toContain('map ');
    expect(await readFile(output, 'utf8')).toBe(wanted.stdout);
  });

  it.each(engines)('takes with %s the lock file beside the policy, and refuses one that was changed', async (engine) => {
    const beside = await mkdtemp(join(folder, 'pinned-'));
    const [policy, lockFile, output] = [join(beside, 'policy.yaml'), join(beside, 'portcullis.lock.json'), join(beside, 'policy.conf')];
    await cp(example, policy);
    const lock = lockOf('files', { tools: ['read_text_file', 'write_file'].map((name) => ({ name, inputSchema: { type: 'object' } })) });
    await writeFile(lockFile, lock);
    expect(await runPolicy(engine, 'compile', policy, '-o', output)).toEqual({ code: 0, stdout: '', stderr: '' });
    const conf = await readFile(output, 'utf8');
    expect(conf.match(/"pin":"[0-9a-f]{64}"/g)).toHaveLength(2);
    await writeFile(lockFile, lock.replace('"type": "object"', '"type": "array"'));
    expect(await runPolicy(engine, 'compile', policy, '-o', output)).toMatchObject({ code: 1, stderr: expect.stringMatching(/portcullis\.lock\.json:7:21: error: .*is not the one that was approved/) as string });
    await rm(lockFile);
    await symlink('nowhere', lockFile);
    expect(await runPolicy(engine, 'check', policy)).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot read the lock file') as string });
    expect(await readFile(output, 'utf8')).toBe(conf);
  });

  it.each(engines)('prints with %s who may call what, with what arguments', async (engine) => {
    const stdout = [
      'reader  tools: read_text_file',
      'editor  tools: read_text_file, write_file',
      '',
      'read_text_file  path     path',
      'write_file      path     path',
      '                content  text',
      '',
    ].join('\n');
    expect(await runPolicy(engine, 'check', example)).toEqual({ code: 0, stdout, stderr: '' });
  });

  it.each(engines)('says with %s where an error is, and leaves the file as it was', async (engine) => {
    const [policy, output] = [join(folder, 'bad.yaml'), join(folder, 'kept.conf')];
    await writeFile(policy, (await readFile(example, 'utf8')).replace('[editor]', '[edtior]'));
    await writeFile(output, 'as it was');
    const outcome = await runPolicy(engine, 'compile', policy, '-o', output);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/bad\.yaml:\d+:\d+: error: .*edtior/);
    expect(outcome.stderr).toContain('nothing was written');
    expect(await readFile(output, 'utf8')).toBe('as it was');
  });

  it.each(engines)('says with %s which file it cannot read or write', async (engine) => {
    expect(await runPolicy(engine, 'check', '/nowhere.yaml')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^portcullis: cannot read the policy \/nowhere\.yaml: .*no such file/i) as string });
    expect(await runPolicy(engine, 'compile', example, '-o', '/nowhere/p.conf')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^portcullis: cannot write \/nowhere\/p\.conf: .*no such file/i) as string });
    expect(await runPolicy(engine, 'compile')).toMatchObject({ code: 2, stderr: expect.stringContaining('usage:') as string });
  });

  it('says what to install where there is neither', async () => {
    expect(await runPolicy(undefined, 'check', example)).toMatchObject({ code: 1, stderr: expect.stringContaining('needs the qjs program') as string });
  });

  /** Runs it on a machine that has this engine and no other. */
  async function runPolicy(engine: 'node' | 'qjs' | undefined, ...args: string[]): Promise<Outcome> {
    const bin = await mkdtemp(join(folder, 'bin-'));
    for (const name of ['dirname', 'readlink']) await symlink(findProgram(name) ?? '', join(bin, name));
    const { qjs } = inject('nginx');
    if (qjs === undefined) throw new Error('this nginx comes without qjs: install quickjs');
    const argv = { node: [process.execPath], qjs };
    if (engine !== undefined) await writeFile(join(bin, engine), `#!/bin/sh\nexec ${argv[engine].join(' ')} "$@"\n`, { mode: 0o755 });
    return new Promise((resolve) => {
      execFile(join(unpacked, 'portcullis-policy'), args, { env: { PATH: bin } }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
      });
    });
  }
});
