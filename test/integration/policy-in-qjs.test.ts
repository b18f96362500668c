import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, inject, it } from 'vitest';
import { compilePolicy } from '../../src/compiler/compile.ts';
import { packageFolder } from '../support/bundle.ts';
import { makeKeys } from '../support/keys.ts';
import { lockOf } from '../support/lock.ts';

const sound = [
  'version: 1',
  'identity: { trusted_hops: [10.0.0.0/8, "::1/128"] }',
  'roles: { reader: {} }',
  'servers:',
  '  s:',
  '    upstream: up',
  '    tools:',
  '      t:',
  '        roles: [reader]',
  '        arguments: { a: { pattern: "^[a-z]+$" } }',
  '        schema: { type: object, properties: { a: { type: string, maxLength: 5 } }, required: [a] }',
].join('\n');

/** Text that SHA-256 and JSON must take alike: every length in UTF-8, and each escape. */
const text = { description: 'é€😀 "\\/\b\t\u0001\u2028', numbers: [0.1, 2.5e-300, 1e-7, -5, 123456789012345] };
const lock = lockOf('s', { tools: [{ name: 't', ...text, inputSchema: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: { a: { type: 'string', format: 'uri' } } } }] });

it('compiles to the same bytes, and the same problems, in qjs as in Node', async () => {
  const { qjs } = inject('nginx');
  if (qjs === undefined) throw new Error('this nginx comes without qjs: install quickjs');
  const sources = [sound, sound.replace('[reader]', '[raeder]').replace('a-z]+', 'a-z]+)+('), 'a: ['].map((source) => [source] as const);
  const withLock = [lock, lock.replace('0.1', '0.2')].map((changed) => [sound, { lock: { text: changed, file: 'l.json' } }] as const);
  const given = [...sources, ...withLock];
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-qjs-'));
  try {
    const compiler = JSON.stringify(resolve(import.meta.dirname, '../../src/compiler/compile.ts'));
    const contents = `import { compilePolicy } from ${compiler}; print(JSON.stringify(${JSON.stringify(given)}.map(([source, options]) => compilePolicy(source, 'p.yaml', options))));`;
    const bundled = await build({ stdin: { contents, resolveDir: folder }, bundle: true, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'], write: false, logLevel: 'error' });
    await writeFile(join(folder, 'compile.mjs'), bundled.outputFiles[0]?.text ?? '');
    const [program = '', ...before] = qjs;
    const { stdout, stderr } = spawnSync(program, [...before, '-m', join(folder, 'compile.mjs')], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const here = given.map(([source, options]) => compilePolicy(source, 'p.yaml', options));
    expect(here.map(({ conf }) => conf === undefined)).toEqual([false, true, true, false, true]);
    expect(withoutEngineWords(JSON.parse(stdout))).toEqual(withoutEngineWords(here));
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('takes the file of keys beside the policy in what a container runs', async () => {
  const folder = await mkdtemp(join(inject('runFolder'), 'container-'));
  const policy = join(folder, 'policy.yaml');
  await writeFile(policy, sound.replace('identity: {', 'identity: { api_keys: { file: keys.json },'));
  const check = (): string => {
    const [program = '', ...before] = inject('nginx').qjs ?? [];
    return spawnSync(program, [...before, '-m', join(packageFolder, 'dist/container.js'), 'check', policy], { encoding: 'utf8' }).stderr;
  };
  expect(check()).toContain(`${policy}:2:23: error: cannot read the file of keys keys.json: No such file or directory`);
  await writeFile(join(folder, 'keys.json'), makeKeys({ a: ['a', 'reader'] }).file);
  expect(check()).toBe(`portcullis: ${policy} is sound\n`);
  await writeFile(join(folder, 'keys.json'), makeKeys({ a: ['a', 'raeder'] }).file);
  expect(check()).toContain('keys.json:4:24: error: there is no role `raeder`');
});

it('takes the lock file beside the policy in what a container runs', async () => {
  const folder = await mkdtemp(join(inject('runFolder'), 'container-'));
  await writeFile(join(folder, 'policy.yaml'), sound);
  const check = (): { readonly code: number | null; readonly said: string } => {
    const [program = '', ...before] = inject('nginx').qjs ?? [];
    const { status, stdout, stderr } = spawnSync(program, [...before, '-m', join(packageFolder, 'dist/container.js'), 'check', join(folder, 'policy.yaml')], { encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  };
  expect(check()).toEqual({ code: 0, said: `portcullis: ${folder}/policy.yaml is sound\n` });
  await writeFile(join(folder, 'portcullis.lock.json'), lock.replace('0.1', '0.2'));
  expect(check()).toMatchObject({ code: 1, said: expect.stringContaining(`${folder}/portcullis.lock.json:7:21: error: the descriptor of \`t\` is not the one that was approved`) as string });
  await rm(join(folder, 'portcullis.lock.json'));
  await symlink('nowhere', join(folder, 'portcullis.lock.json'));
  expect(check()).toMatchObject({ code: 1, said: expect.stringContaining('cannot read the lock file') as string });
});

/** Engines word a regular expression's syntax error differently. */
function withoutEngineWords(results: unknown): unknown {
  return JSON.parse(JSON.stringify(results).replace(/it is not a regular expression: [^"]*/g, 'it is not a regular expression'));
}
