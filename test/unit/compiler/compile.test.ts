import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { formatProblems } from '../../../src/compiler/format-problems.ts';
import { readConf } from './read-conf.ts';
import { readEntry } from '../../../src/core/policy/lookup.ts';

const head = 'version: 1\nidentity: { trusted_hops: [127.0.0.1] }\nroles: { reader: {}, writer: { inherits: [reader] } }\n';

/** A policy with one server `s` whose further lines are these. */
function policyOf(...lines: readonly string[]): string {
  return `${head}servers:\n  s:\n    upstream: up\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

/** Each problem as `severity line:column message`. */
function problemsOf(source: string): readonly string[] {
  return compilePolicy(source, 'p.yaml').problems.map(({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`);
}

describe('compiling a policy', () => {
  it('says nothing of a sound one', () => {
    expect(problemsOf(policyOf('tools: { t: { roles: [reader] } }'))).toEqual([]);
  });

  it.each([
    ['unknown key', policyOf('tols: {}'), 'error 7:5 unknown key `tols` in `servers.s`'],
    ['unknown role', policyOf('tools: { t: { roles: [raeder] } }'), 'error 7:27 there is no role `raeder`'],
    ['circle', head.replace('reader: {}', 'reader: { inherits: [writer] }') + 'servers: { s: { upstream: up } }\n', 'error 3:30 roles inherit in a circle: reader -> writer -> reader'],
    ['tool nobody may call', policyOf('tools: { t: {} }'), 'error 7:14 nobody may call the tool `t`: it names no roles'],
    ['tool with an empty list', policyOf('tools: { t: { roles: [] } }'), 'warning 7:26 no role may use this'],
    ['relative root', policyOf('tools: { t: { roles: [reader], arguments: { p: { kind: path, within: [data] } } } }'), 'error 7:75 `data` is not an absolute path'],
    ['within on text', policyOf('tools: { t: { roles: [reader], arguments: { p: { kind: text, within: [/d] } } } }'), 'error 7:74 `within` has no meaning for kind `text`'],
    ['hosts on a path', policyOf('tools: { t: { roles: [reader], arguments: { p: { kind: path, hosts: [h] } } } }'), 'error 7:73 `hosts` has no meaning for kind `path`'],
    ['hidden pattern', policyOf('resources:', '  - { uri: "a://b/**", roles: [reader] }', '  - { uri: "a://b/c/*", roles: [reader] }'), 'warning 9:16 `a://b/**` grants this already'],
    ['pattern nothing matches', policyOf('resources: [ { uri: "a://b/%61", roles: [reader] } ]'), 'error 7:25 `a://b/%61` is not in normal form, so nothing would match'],
    ['names alike', policyOf('tools: { t: { roles: [reader] }, T: { roles: [reader] } }'), 'warning 7:38 tools `t` and `T` differ only by case'],
    ['risk: shell', policyOf('tools: { run_shell: { roles: [reader] } }'), 'warning 7:14 `run_shell` looks as if it ran commands: whoever may call it may do anything there'],
    ['risk: write', policyOf('tools: { writeFile: { roles: [reader], arguments: { path: {} } } }'), 'warning 7:57 `writeFile` looks as if it changed files, and may do so anywhere'],
    ['risk: monitor', `mode: monitor\n${policyOf()}`, 'warning 1:7 with `mode: monitor` nothing is refused'],
    ['range with host bits', policyOf().replace('127.0.0.1', '10.1.2.3/8'), 'error 2:28 `10.1.2.3/8` has bits set outside its network'],
    ['any hop', policyOf().replace('127.0.0.1', '0.0.0.0/0'), 'warning 2:28 every address is a trusted hop, so any client can claim any role'],
    ['bad range', policyOf().replace('127.0.0.1', '010.0.0.1'), 'error 2:28 `010.0.0.1` is not an address range'],
    ['long string', policyOf('limits: { body: 1KiB, string: 512 }', 'tools: { t: { roles: [reader], arguments: { a: { string: 2KiB } } } }'), 'error 8:62 `string` is larger than `limits.body`'],
    ['duplicate key', policyOf('tools: {}', 'tools: {}'), 'error 8:5 the key `tools` stands here twice'],
    ['tag', policyOf('tools: !!js/x {}'), 'error 7:12 Unresolved tag: tag:yaml.org,2002:js/x'],
    ['two documents', `${policyOf()}---\nversion: 1\n`, 'error 7:1 the file holds more than one YAML document'],
    ['NUL', `${policyOf()}\0`, 'error 7:1 the file holds a NUL character'],
    ['nothing', '', 'error 1:1 the policy is empty'],
    ['schema keyword', policyOf('tools: { t: { roles: [reader], schema: { type: object, properties: { a: { type: string, format: email } } } } }'), 'error 7:101 the keyword `format` is not checked by JSON Schema validators alike'],
    ['schema reference', policyOf('tools: { t: { roles: [reader], schema: { $ref: "https://example.com/s" } } }'), 'error 7:52 `$ref` cannot be "https://example.com/s"'],
    ['schema strictness', policyOf('tools: { t: { roles: [reader], schema: { properties: {} } } }'), 'error 7:44 the schema is refused: missing type "object" for keyword "properties" at "#" (strictTypes)'],
    ['schema loop', policyOf('tools: { t: { roles: [reader], schema: { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } } } }'), 'error 7:72 the reference #/$defs/a -> #/$defs/a never ends'],
  ])('reports: %s', (_, source, expected) => {
    expect(problemsOf(source)).toContain(expected);
  });

  it('reports all problems at once, in the order of the file', () => {
    const problems = problemsOf(policyOf('tols: {}', 'tools: { t: { roles: [x], arguments: { a: { kind: ulr, pattern: "(a+)+$" } } } }', 'path: mcp'));
    expect(problems.map((problem) => problem.split(' ')[1])).toEqual(['7:5', '8:27', '8:55', '8:69', '9:11']);
  });

  it('gives no configuration while there is an error, and one with warnings', () => {
    expect(compilePolicy(policyOf('tools: { t: {} }'), 'p').conf).toBeUndefined();
    expect(compilePolicy(policyOf('tools: { t: { roles: [] } }'), 'p').conf).toBeTypeOf('string');
  });

  it.each([
    ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(20)}]\nc: &c [${'*b,'.repeat(20)}]\nd: [${'*c,'.repeat(20)}]\n`],
    ['endless nesting', '['.repeat(20_000)],
    ['no mapping', '- 1'],
    ['broken text', 'a: "b'],
    ['complex keys', '? [a, b]\n: c'],
  ])('answers %s with a problem', (_, source) => {
    const { problems, conf } = compilePolicy(source, 'p');
    expect(conf).toBeUndefined();
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('is reproducible and names only the file, not its folder', () => {
    const source = policyOf('tools: { t: { roles: [reader] } }');
    expect(compilePolicy(source, '/home/me/p.yaml').conf).toBe(compilePolicy(source, 'p.yaml').conf);
  });

  it('works inheritance out', () => {
    const { conf, description } = compilePolicy(policyOf('tools: { t: { roles: [reader] }, w: { roles: [writer] } }'), 'p');
    const policy = { lookup: readConf(conf ?? '') };
    expect(readEntry(policy, 'tool', 's', 't')).toEqual({ name: 't', roles: ' reader writer ' });
    expect(readEntry(policy, 'tool', 's', 'w')).toEqual({ name: 'w', roles: ' writer ' });
    expect(description?.roles.map(({ name, grants }) => [name, grants[0]?.tools])).toEqual([['reader', ['t']], ['writer', ['t', 'w']]]);
  });

  it('writes names and values that nginx could misread so that they come back', () => {
    const name = 'we$ird \'n\' "q" \\ { ; } # é\u{1F600} ${x}';
    const value = 'v$1\'"\\{;}\n\t\u0001\u2028';
    const { conf } = compilePolicy(policyOf(`tools: { ${JSON.stringify(name)}: { roles: [reader], arguments: { a: { enum: [${JSON.stringify(value)}] } } } }`), 'p');
    expect(readEntry({ lookup: readConf(conf ?? '') }, 'tool', 's', name)).toMatchObject({ name, args: { a: { enum: [value] } } });
  });

  it('splits rules and names that are too long for one token or key', () => {
    const long = 'Abc'.repeat(42);
    const values = Array.from({ length: 500 }, (_, index) => `"value" $${index} \\`);
    const { conf = '' } = compilePolicy(policyOf(`tools: { ${long}: { roles: [reader], arguments: { a: { enum: ${JSON.stringify(values)} } } }, ${long}d: { roles: [writer] } }`), 'p');
    const policy = { lookup: readConf(conf) };
    expect(readEntry(policy, 'tool', 's', long)).toMatchObject({ name: long, args: { a: { enum: values } } });
    expect(readEntry(policy, 'tool', 's', `${long}d`)).toMatchObject({ name: `${long}d`, roles: ' writer ' });
    expect(readEntry(policy, 'tool', 's', `${long}e`)).toBeUndefined();
    for (const token of conf.matchAll(/'([^']*)'/g)) expect(token[1]?.length).toBeLessThan(4000);
  });
});

describe('formatting problems', () => {
  it('shows place, line, caret and hint', () => {
    const source = policyOf('tols: {}');
    expect(formatProblems(compilePolicy(source, 'p.yaml').problems, new Map([['p.yaml', source]]))).toBe(
      'p.yaml:7:5: error: unknown key `tols` in `servers.s`\n  7 |     tols: {}\n    |     ^\n    = did you mean `tools`?\n',
    );
  });
});
