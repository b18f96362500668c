import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packageFolder } from '../../support/bundle.ts';

let folder = '';
let program = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-key-'));
  // In the package, whose modules it asks for.
  program = join(packageFolder, 'node_modules', `.portcullis-key-${process.pid}.mjs`);
  await build({ entryPoints: [join(packageFolder, 'src/cli/main.ts')], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile: program, logLevel: 'error' });
});
beforeEach(() => { rmSync(join(folder, 'portcullis.keys.json'), { force: true }); });
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(program);
});

function run(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'key', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { code: status, out: stdout, err: stderr };
}

const read = (): string => readFileSync(join(folder, 'portcullis.keys.json'), 'utf8');
const stored = (): { keys: readonly Record<string, string>[] } => JSON.parse(read()) as { keys: readonly Record<string, string>[] };

describe('portcullis key', () => {
  it('add prints a key once, alone, and keeps what no key can be made from, for its owner', () => {
    const { code, out, err } = run('add', 'ci-bot', '--role', 'reader');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^pcl_[0-9a-f]{12}_[0-9a-f]{64}\n$/) as string });
    const [key] = stored().keys;
    expect(out).toContain(`pcl_${key?.['id'] ?? '?'}_`);
    expect(read() + err).not.toContain(out.slice(17, 81));
    expect(statSync(join(folder, 'portcullis.keys.json')).mode & 0o777).toBe(0o600);
    expect(Date.parse(key?.['expires'] ?? '') - Date.parse(key?.['created'] ?? '')).toBe(90 * 86_400_000);
  });

  it('add keeps the keys there are, and makes no two alike', () => {
    for (const expires of ['12h', 'never']) run('add', 'ci-bot', '--role', 'reader', '--expires', expires);
    const { keys } = stored();
    expect(keys.map(({ name }) => name)).toEqual(['ci-bot', 'ci-bot']);
    expect(keys.map(({ expires }) => expires === undefined)).toEqual([false, true]);
    for (const member of ['id', 'salt', 'hash']) expect(new Set(keys.map((key) => key[member])).size).toBe(2);
  });

  it('list shows who has keys, and no hash', () => {
    run('add', 'ci-bot', '--role', 'reader');
    run('add', 'deploy', '--role', 'operator', '--expires', 'never');
    const { out } = run('list');
    expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(1, 3))).toEqual([['name', 'role'], ['ci-bot', 'reader'], ['deploy', 'operator'], []]);
    for (const text of [out, run('list', '--json').out]) for (const { hash = '', salt = '' } of stored().keys) for (const part of [hash, salt]) expect(text).not.toContain(part);
    expect(JSON.parse(run('list', '--json').out)).toMatchObject({ keys: [{ name: 'ci-bot' }, { name: 'deploy' }] });
  });

  it('remove takes away one key by its id, or all of a name', () => {
    for (const name of ['a', 'b', 'b', 'c']) run('add', name, '--role', 'reader');
    const [first] = stored().keys;
    expect(run('remove', first?.['id'] ?? '?').code).toBe(0);
    expect(run('remove', 'b').out.split('\n')).toHaveLength(3);
    expect(stored().keys.map(({ name }) => name)).toEqual(['c']);
    expect(statSync(join(folder, 'portcullis.keys.json')).mode & 0o777).toBe(0o600);
    expect(run('remove', 'b')).toMatchObject({ code: 1, err: expect.stringContaining('has no key with the name or id "b"') as string });
  });

  it.each([
    ['a name that is none', ['add', 'ci bot', '--role', 'reader'], 'cannot be a name'],
    ['a role that is none', ['add', 'a', '--role', 'x y'], 'cannot be a name'],
    ['no role', ['add', 'a'], 'required option'],
    ['a time that is none', ['add', 'a', '--role', 'r', '--expires', '90'], 'is not a time'],
  ])('says what is wrong with %s, and writes nothing', (_, args, message) => {
    const { code, out, err } = run(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
    expect(read).toThrow();
  });

  it('touches no file that it did not write', () => {
    writeFileSync(join(folder, 'portcullis.keys.json'), '{"version":1,"keys":[],"more":1}');
    expect(run('add', 'a', '--role', 'r')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('is not sound') as string });
    expect(read()).toBe('{"version":1,"keys":[],"more":1}');
  });
});
