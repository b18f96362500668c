import { describe, expect, it } from 'vitest';
import { compilePolicy, type CompileResult } from '../../../src/compiler/compile.ts';
import { formatProblems } from '../../../src/compiler/format-problems.ts';
import { renderLock } from '../../../src/compiler/lock/render-lock.ts';
import { readEntry } from '../../../src/core/policy/lookup.ts';
import { lockOf, pinsOf, type Listed } from '../../support/lock.ts';
import { readConf } from './read-conf.ts';

const inputSchema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
const listed: Listed = {
  tools: [{ name: 't', inputSchema }, { name: 'U', description: 'é\u200d', inputSchema: { type: 'object' } }],
  prompts: [{ name: 'p' }],
  resources: [{ uri: 'file:///A/notes', name: 'notes' }],
  templates: [{ uriTemplate: 'file:///{path}', name: 'any' }],
};
const grants = 'tools: { t: { roles: [reader] } }, prompts: { p: { roles: [reader] } }';

/** A policy with one server `s` that says this. */
function policyOf(server: string): string {
  return `version: 1\nidentity: { trusted_hops: [127.0.0.1] }\nroles: { reader: {} }\nservers:\n  s: { upstream: up, ${server} }\n`;
}

function compile(lock: string | undefined, server = grants): CompileResult {
  return compilePolicy(policyOf(server), 'p.yaml', { lock: lock === undefined ? undefined : { text: lock, file: 'portcullis.lock.json' } });
}

const problemsOf = (result: CompileResult): readonly string[] => result.problems.map(({ file, severity, line, column, message }) => `${file}:${line}:${column} ${severity} ${message}`);
const entryOf = ({ conf = '' }: CompileResult, ...key: readonly ['server' | 'tool' | 'prompt' | 'resource' | 'template', string]): unknown => readEntry({ lookup: readConf(conf) }, key[0], 's', key[1]);

describe('a lock file beside the policy', () => {
  it('puts digests, the mode and what calls are checked against into the entries', () => {
    const compiled = compile(lockOf('s', listed));
    const { tools, prompts, resources, templates } = pinsOf(listed);
    expect(problemsOf(compiled)).toEqual([]);
    expect(entryOf(compiled, 'server', '')).toMatchObject({ pin: 'enforce' });
    expect(entryOf(compiled, 'tool', 't')).toMatchObject({ pin: tools['t']?.sha256, pinned: { ...inputSchema, additionalProperties: false } });
    expect(entryOf(compiled, 'prompt', 'p')).toMatchObject({ pin: prompts['p']?.sha256 });
    expect(entryOf(compiled, 'resource', 'file:///A/notes')).toEqual({ name: 'file:///A/notes', pin: resources['file:///A/notes']?.sha256 });
    expect(entryOf(compiled, 'template', 'file:///{path}')).toEqual({ name: 'file:///{path}', pin: templates['file:///{path}']?.sha256 });
  });

  it('leaves a policy as it is that has none, and one whose server it does not have', () => {
    const without = compile(undefined);
    const other = compile(lockOf('other', listed));
    expect(without.conf).not.toContain('"pin');
    expect(other.conf).toBe(without.conf);
    expect(problemsOf(other)).toEqual(['portcullis.lock.json:4:5 warning the policy has no server `other`']);
  });

  it('is not looked at with `off`', () => {
    expect(compile(lockOf('s', listed), `${grants}, pin: { mode: off }`).conf).toBe(compile(undefined).conf);
  });

  it('with `warn` gives digests, and checks no calls', () => {
    const compiled = compile(lockOf('s', { tools: [{ name: 't', inputSchema }] }), `${grants}, pin: { mode: warn }`);
    expect(entryOf(compiled, 'server', '')).toMatchObject({ pin: 'warn' });
    expect(entryOf(compiled, 'tool', 't')).not.toHaveProperty('pinned');
    expect(entryOf(compiled, 'prompt', 'p')).not.toHaveProperty('unpinned');
    expect(problemsOf(compiled)).toEqual(['p.yaml:5:68 warning the prompt `p` is not in the lock file']);
  });

  it('denies what the policy grants and it does not have, and says so', () => {
    const compiled = compile(lockOf('s', {}));
    expect(problemsOf(compiled)).toEqual([
      'p.yaml:5:31 warning the tool `t` is not in the lock file: it is denied',
      'p.yaml:5:68 warning the prompt `p` is not in the lock file: it is denied',
    ]);
    expect(entryOf(compiled, 'tool', 't')).toMatchObject({ off: true, unpinned: true });
    expect(entryOf(compiled, 'prompt', 'p')).toMatchObject({ unpinned: true });
  });

  it.each([
    ['without a lock file', undefined, 'there is no lock file'],
    ['when it does not have the server', lockOf('other', {}), 'the lock file does not have the server'],
  ])('must be there for a server whose pins are wanted: %s', (_, lock, reason) => {
    const compiled = compile(lock, `${grants}, pin: { mode: enforce }`);
    expect(compiled.conf).toBeUndefined();
    expect(problemsOf(compiled)).toContain(`p.yaml:5:99 error nothing is pinned of \`s\`: ${reason}`);
  });

  it('is rendered as the same bytes whatever order the server lists in, with the invisible made visible', () => {
    const text = lockOf('s', listed);
    const turned = Object.fromEntries(Object.entries(listed).map(([kind, list]) => [kind, list.toReversed().map((one) => Object.fromEntries(Object.entries(one).toReversed()))]));
    expect(lockOf('s', turned)).toBe(text);
    expect(text).toContain('"é\\u200d"');
    expect(renderLock(JSON.parse(text) as Parameters<typeof renderLock>[0])).toBe(text);
  });
});

describe('a lock file that was changed by hand', () => {
  const text = lockOf('s', listed);
  it.each([
    ['a descriptor', text.replace('"type": "string"', '"type": "number"'), '20:21 error the descriptor of `t` is not the one that was approved: its SHA-256 is another'],
    ['a digest', text.replace(/"sha256": "./, '"sha256": "g'), '7:21 error the lock file must match pattern "^[0-9a-f]{64}$" here'],
    ['a name', text.replace('"t": {', '"v": {'), '33:21 error the descriptor is not that of `v`'],
    ['an approval of hidden text', text.replace(/"accepted": \[[^\]]*\],/, ''), '9:25 error the descriptor of `U` hides text: invisible in description'],
    ['a key twice', text.replace('"name": "t"', '"name": "other",\n "name": "t"'), '1:1 error the lock file is not as it was written: another order, another spelling, or a key twice'],
    ['a member of its own', text.replace('"version": 1', '"version": 1, "more": 1'), '1:1 error the lock file must NOT have additional properties here'],
    ['a later version', text.replace('"version": 1', '"version": 2'), '2:14 error the lock file must be equal to constant here'],
    ['its end', text.slice(0, -20), '1:1 error the lock file is not JSON: '],
  ])('is refused with the place: %s', (_, lock, problem) => {
    const compiled = compile(lock);
    expect(lock).not.toBe(text);
    expect(compiled.conf).toBeUndefined();
    expect(problemsOf(compiled).join('\n')).toContain(`portcullis.lock.json:${problem}`);
  });

  it('is quoted beside the policy', () => {
    const { problems, sources } = compile(text.replace('"type": "string"', '"type": "number"'), `${grants}, tols: 1`);
    expect(formatProblems(problems, sources)).toMatch(/p\.yaml:5:\d+: error: unknown key `tols`[^]*portcullis\.lock\.json:20:21: error: [^\n]*\n {2}20 \| +"sha256":/);
  });

  it('may have got other line ends and indentation', () => {
    expect(compile(text.replaceAll('\n', '\r\n').replaceAll('  ', '    ')).conf).toBeTypeOf('string');
  });
});

describe('a pinned input schema', () => {
  const schemaProblems = (schema: unknown, tool = 't: { roles: [reader] }'): readonly string[] => problemsOf(compile(lockOf('s', { tools: [{ name: 't', inputSchema: schema }] }), `tools: { ${tool} }`));

  it.each([
    ['of another dialect', { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' }, 'the schema is of another dialect'],
    ['with a reference elsewhere', { $ref: 'https://example.com/s' }, '`$ref` cannot be "https://example.com/s"'],
    ['with what nginx cannot check', { type: 'object', properties: { a: { unevaluatedItems: false } } }, 'the keyword `unevaluatedItems` is not supported'],
    ['with a pattern of quadratic time', { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } }, 'cannot be used'],
    ['that is not valid', { type: 'object', properties: { a: { type: 'strnig' } } }, 'the schema is not valid here'],
    ['that is missing', undefined, 'it has no `inputSchema`'],
  ])('%s is an error that names the tool and the way out', (_, schema, message) => {
    const result = compile(lockOf('s', { tools: [{ name: 't', ...(schema !== undefined && { inputSchema: schema }) }] }), 'tools: { t: { roles: [reader] } }');
    expect(result.problems[0]).toMatchObject({ severity: 'error', file: 'portcullis.lock.json', hint: 'in the policy write `pin_schema: false` for `t`, and a `schema` of your own in its stead' });
    expect(result.problems[0]?.message).toContain('calls of `t` cannot be checked: ');
    expect(result.problems[0]?.message).toContain(message);
    expect(result.problems[0]?.line).toBeGreaterThan(5);
  });

  it('need not be one nginx can check with `pin_schema: false`, or for a tool nobody may call', () => {
    const odd = { $schema: 'http://json-schema.org/draft-04/schema#' };
    expect(schemaProblems(odd, 't: { roles: [reader], pin_schema: false }')).toEqual([]);
    expect(schemaProblems(odd, 't: { enabled: false }')).toEqual([]);
    expect(schemaProblems(odd)).toHaveLength(1);
  });
});
