import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { Failure } from '../../../src/cli/failure.ts';
import { findDifferences } from '../../../src/cli/snapshot/differences.ts';
import { readOptions } from '../../../src/cli/snapshot/options.ts';
import { renderDifferences } from '../../../src/cli/snapshot/render-differences.ts';
import { pinsOf, type Listed } from '../../support/lock.ts';

const show = (before: Listed, after: Listed): string => renderDifferences(findDifferences(pinsOf(before), pinsOf(after))).replace(/\u001b\[\d+m/g, '');
const tool = (rest: object): Listed => ({ tools: [{ name: 't', ...rest }] });

describe('differences', () => {
  it('are none between equals, in whatever order', () => {
    expect(show(tool({ a: 1, b: [1] }), tool({ b: [1], a: 1 }))).toBe('');
  });

  it('are told field by field, with old and new value', () => {
    const before = tool({ inputSchema: { properties: { a: { type: 'string' }, b: {} } }, annotations: { readOnlyHint: true } });
    const after = tool({ inputSchema: { properties: { a: { type: 'number' }, c: {} } }, annotations: { readOnlyHint: true } });
    expect(show(before, after)).toBe([
      'changed  tool t',
      '  inputSchema.properties.a.type',
      '    - "string"',
      '    + "number"',
      '  inputSchema.properties.b',
      '    - {}',
      '  inputSchema.properties.c',
      '    + {}',
      '',
    ].join('\n'));
  });

  it('of long texts are told line by line', () => {
    const lines = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    expect(show(tool({ description: lines.join('\n') }), tool({ description: lines.with(5, 'sechs').join('\n') }))).toBe([
      'changed  tool t',
      '  description',
      '      four',
      '      five',
      '    - six',
      '    + sechs',
      '      seven',
      '',
    ].join('\n'));
  });

  it('show what cannot be seen', () => {
    const shown = show(tool({ description: 'Adds' }), tool({ description: 'Adds\u202e\u200b\u{e0041}\u001b[8m' }));
    expect(shown).toContain('+ "Adds\\u{202e}\\u{200b}\\u{e0041}\\u001b[8m"');
    expect(shown).not.toMatch(/[\u200b\u202e\u001b]/);
    const long = 'a line\n'.repeat(20);
    expect(show(tool({ description: long }), tool({ description: `${long}\u202eb\u001b[8m\n` }))).toContain('+ \\u{202e}b\\u{1b}[8m');
  });

  it('are told of what came and went, by kind', () => {
    expect(show({ prompts: [{ name: 'old' }] }, { resources: [{ uri: 'a://b', name: 'it\nis' }] })).toBe([
      'removed  prompt old',
      '',
      'added    resource a://b',
      '  name',
      '    + it',
      '    + is',
      '  uri',
      '    + "a://b"',
      '',
    ].join('\n'));
  });

  it('between two long texts of nothing in common come in time', () => {
    const start = performance.now();
    const text = (word: string): string => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n');
    expect(show(tool({ description: text('a') }), tool({ description: text('b') }))).toContain('+ b 19999');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('options', () => {
  let folder = '';
  const policy = (names: string): string => {
    const path = join(folder, `${names.length}.yaml`);
    writeFileSync(path, `servers: { ${names} }\n`);
    return path;
  };
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'portcullis-snapshot-')); });
  afterAll(() => { rmSync(folder, { recursive: true }); });
  const read = (flags: object, url = 'http://127.0.0.1:1/mcp'): ReturnType<typeof readOptions> => readOptions(url, { timeout: '60', ...flags });

  test('the policy\'s only server is meant, and the lock file is beside the policy', () => {
    expect(read({ policy: policy('files: {}') })).toMatchObject({ server: 'files', lock: join(folder, 'portcullis.lock.json') });
    expect(read({ policy: policy('files: {}'), lock: 'other.json' }).lock).toBe('other.json');
    expect(read({ server: 'a' })).toMatchObject({ server: 'a', lock: 'portcullis.lock.json' });
  });

  interface Given {
    readonly policy?: string;
    readonly server?: string;
    readonly timeout?: string;
    readonly header?: readonly string[];
  }
  test.each<readonly [Given, string]>([
    [{ policy: 'a: {}, b: {}' }, 'has 2 servers, choose one with --server: a, b'],
    [{ policy: 'files: {}', server: 'fils' }, 'has no server "fils": did you mean `files`?'],
    [{ policy: '' }, 'has 0 servers'],
    [{}, 'there is no policy.yaml to tell the server\'s name'],
    [{ server: 'a b' }, '"a b" cannot be a server\'s name'],
    [{ server: 'a', timeout: '0' }, '--timeout "0" is not a number of seconds'],
    [{ server: 'a', header: ['Authorization secret'] }, '--header "": write it as \'Name: value\''],
    [{ server: 'a', header: ['A B: secret'] }, '--header "A B": write it as'],
  ])('%j is refused', (flags, message) => {
    const given = flags.policy === undefined ? flags : { ...flags, policy: policy(flags.policy) };
    expect(() => read(given)).toThrow(Failure);
    expect(() => read(given)).toThrow(message);
  });

  test.each(['nonsense', 'ftp://127.0.0.1/', 'http://user:secret@127.0.0.1/'])('%j is no URL of a server', (url) => {
    expect(() => read({ server: 'a' }, url)).toThrow(Failure);
    expect(() => read({ server: 'a' }, url)).not.toThrow(/secret@/);
  });
});
