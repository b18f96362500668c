import { describe, expect, it } from 'vitest';
import { renderPolicy } from '../../../src/cli/policy-table.ts';
import { compilePolicy, type CompileResult } from '../../../src/compiler/compile.ts';
import type { ToolEntry } from '../../../src/core/policy/entries.ts';
import { readEntry } from '../../../src/core/policy/lookup.ts';
import { lockOf, type Listed } from '../../support/lock.ts';
import { readConf } from './read-conf.ts';

const string = { type: 'string' };
const listed: Listed = {
  tools: [
    {
      name: 'write_file',
      description: 'Writes a file',
      inputSchema: { type: 'object', properties: { path: string, content: string, mode: { enum: ['new', 'append'] }, encoding: string, constructor: { ...string, format: 'uri' } } },
    },
    { name: 'open', inputSchema: { type: 'object', properties: { path: string }, additionalProperties: true } },
    { name: 'ping', inputSchema: { type: 'object' } },
  ],
};

const lock = lockOf('s', listed);

function compile(tools: string, { server = '', top = '', pinned = true } = {}): CompileResult {
  const policy = `version: 1\nidentity: { trusted_hops: [127.0.0.1] }\nroles: { reader: {} }\n${top}\nservers:\n  s: { upstream: up, ${server} tools: { ${tools} } }\n`;
  return compilePolicy(policy, 'p.yaml', { lock: pinned ? { text: lock, file: 'portcullis.lock.json' } : undefined });
}

function entryOf({ conf = '' }: CompileResult, tool = 'write_file'): ToolEntry {
  return readEntry({ lookup: readConf(conf) }, 'tool', 's', tool) as ToolEntry;
}

const write = 'write_file: { roles: [reader] }';

describe('inferred kinds in the entry of a tool', () => {
  it('are those of all pinned arguments where the policy lists none', () => {
    expect(entryOf(compile(write)).kinds).toEqual({ path: 'path', content: 'code', constructor: 'url' });
  });

  it.each<[string, string, ToolEntry['kinds'], ToolEntry['args']]>([
    ['where the policy names none', '{ path: {}, content: {} }', { path: 'path', content: 'code' }, { path: {}, content: {} }],
    ['not where it names one', '{ path: { kind: id }, content: {} }', { content: 'code' }, { path: { kind: 'id' }, content: {} }],
    ['not where it names `any`', '{ path: { kind: any }, content: { kind: any } }', undefined, { path: {}, content: {} }],
    ['not where it lists the values', '{ path: { enum: [/srv] } }', undefined, { path: { enum: ['/srv'] } }],
    ['not for what it does not list', '{ content: { string: 10 } }', { content: 'code' }, { content: { string: 10 } }],
    ['not for what is not pinned', '{ url: {} }', undefined, { url: {} }],
  ])('stand %s', (_, args, kinds, written) => {
    const entry = entryOf(compile(`write_file: { roles: [reader], arguments: ${args} }`));
    expect(entry.kinds).toEqual(kinds);
    expect(entry.args).toEqual(written);
  });

  it.each<[string, Parameters<typeof compile>]>([
    ['without a lock file', [write, { pinned: false }]],
    ['where calls are not checked against the pinned schema', ['write_file: { roles: [reader], pin_schema: false }']],
    ['with pins that only warn', [write, { server: 'pin: { mode: warn },' }]],
    ['with pins that are off', [write, { server: 'pin: { mode: off },' }]],
    ['with `infer_kinds: false`', [write, { top: 'infer_kinds: false' }]],
    ['with `infer_kinds: false` of the server', [write, { server: 'infer_kinds: false,' }]],
    ['for a tool that is disabled', ['write_file: { enabled: false }']],
  ])('are none %s', (_, given) => {
    const compiled = compile(...given);
    expect(compiled.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(entryOf(compiled)).not.toHaveProperty('kinds');
  });

  it('stand where the server says so and the policy does not', () => {
    expect(entryOf(compile(write, { top: 'infer_kinds: false', server: 'infer_kinds: true,' })).kinds).toHaveProperty('path');
  });
});

describe('`portcullis check`', () => {
  const show = (result: CompileResult): readonly string[] => {
    if (result.description === undefined) throw new Error(JSON.stringify(result.problems));
    return renderPolicy(result.description).split('\n').slice(2);
  };

  it('shows what each argument is inspected as, and why', () => {
    expect(show(compile(`${write}, open: { roles: [reader], arguments: { path: { kind: id } } }, ping: { roles: [reader] }`))).toEqual([
      'write_file  constructor  url   inferred from format `uri`',
      '            content      code  inferred from name and tool name',
      '            encoding     any',
      '            mode         -     takes no text',
      '            path         path  inferred from name and tool name',
      'open        path         id',
      'ping        (none)',
    ]);
  });

  it('says what becomes of arguments that nobody lists', () => {
    expect(show(compile('open: { roles: [reader] }'))).toEqual(['open  path      path  inferred from name', '      (others)  any']);
    expect(show(compile('open: { roles: [reader] }', { pinned: false }))).toEqual(['open  (all)  any']);
  });

  it('names the server where there are several, and spells what cannot be seen', () => {
    const policy = 'version: 1\nidentity: { trusted_hops: [127.0.0.1] }\nroles: { reader: {} }\nservers:\n  a: { upstream: up, tools: { t: { roles: [reader], arguments: { "x\\u202e": { kind: id } } } } }\n  b: { upstream: up, path: /b }\n';
    expect(show(compilePolicy(policy, 'p.yaml')).at(-1)).toBe('a t  x\\u{202e}  id');
  });

  it('tells programs the same', () => {
    expect(compile(write).description?.servers[0]?.tools).toEqual([
      {
        name: 'write_file',
        others: 'denied',
        arguments: [
          { name: 'constructor', kind: 'url', inferredFrom: 'format `uri`' },
          { name: 'content', kind: 'code', inferredFrom: 'name and tool name' },
          { name: 'encoding', kind: 'any' },
          { name: 'mode', kind: 'any', takesText: false },
          { name: 'path', kind: 'path', inferredFrom: 'name and tool name' },
        ],
      },
    ]);
  });
});
