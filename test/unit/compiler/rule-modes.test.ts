import { describe, expect, it } from 'vitest';
import { renderModes } from '../../../src/cli/modes-table.ts';
import { compilePolicy, type CompileResult } from '../../../src/compiler/compile.ts';
import { inspectionRules } from '../../../src/compiler/inspection-rules.ts';
import { policySchema } from '../../../src/compiler/policy-schema.ts';
import { resolveArgumentModes, resolveModes } from '../../../src/compiler/rule-modes.ts';
import { readConf } from './read-conf.ts';

describe('resolving', () => {
  it.each([
    ['nothing said', [undefined, undefined], {}],
    ['what is the default anyway', [{ 'shell.injection': 'deny' }], {}],
    ['the nearest level', [{ 'shell.injection': 'alert' }, undefined, { 'shell.injection': 'off' }], { modes: { 'shell.injection': 'off' } }],
    ['a near level that restores a farther one', [{ 'shell.injection': 'off' }, { 'shell.injection': 'deny' }], {}],
    ['levels rule by rule', [{ 'shell.injection': 'off', 'text.bidi': 'alert' }, { 'sql.injection': 'alert' }], { modes: { 'shell.injection': 'off', 'sql.injection': 'alert', 'text.bidi': 'alert' } }],
  ] as const)('%s', (_, levels, expected) => {
    expect(resolveModes(levels)).toEqual(expected);
  });

  it.each([
    ['nothing of its own', undefined, 'any', {}],
    ['its own beside farther ones', { 'text.bidi': 'alert' }, 'any', { modes: { 'shell.injection': 'off', 'text.bidi': 'alert' } }],
    ['all as by default, before farther ones', { 'shell.injection': 'deny' }, 'any', { modes: {} }],
    ['nothing of rules that do not run for its kind', { 'text.bidi': 'off' }, 'sql', { modes: { 'text.bidi': 'off' } }],
  ] as const)('an argument has %s', (_, own, kind, expected) => {
    expect(resolveArgumentModes([{ 'shell.injection': 'off' }], own, kind)).toEqual(expected);
  });
});

const compile = (top: string, server: string, rest: string): CompileResult =>
  compilePolicy(`version: 1\nidentity: { trusted_hops: [127.0.0.1] }\n${top}\nroles: { reader: {} }\nservers:\n  files:\n    upstream: files\n    ${server}\n${rest}`, 'policy.yaml');
const tools = `    tools:
      plain: { roles: [reader] }
      own: { roles: [reader], rules: { shell.injection: deny, text.bidi: off } }
      listed: { roles: [reader], rules: { text.bidi: alert }, arguments: { a: { rules: { sql.injection: deny } }, b: {} } }
      closed: { enabled: false, rules: { text.bidi: off } }
    prompts:
      ask: { roles: [reader], rules: { sql.injection: off }, arguments: { topic: { rules: { text.invisible: alert } } } }
`;

describe('a policy with modes', () => {
  const result = compile('rules: { sql.injection: alert }', 'rules: { shell.injection: off }', tools);

  it('compiles them flattened into each entry, and into an argument only when it has its own', () => {
    const entry = readConf(result.conf ?? '');
    const modes = (key: string): unknown => (JSON.parse(entry(key) ?? '{}') as { readonly modes?: unknown }).modes;
    expect(modes('s:files:')).toEqual({ 'shell.injection': 'off', 'sql.injection': 'alert' });
    expect(modes('t:files:plain')).toEqual({ 'shell.injection': 'off', 'sql.injection': 'alert' });
    expect(modes('t:files:own')).toEqual({ 'sql.injection': 'alert', 'text.bidi': 'off' });
    expect(modes('p:files:ask')).toEqual({ 'shell.injection': 'off', 'sql.injection': 'off' });
    expect(JSON.parse(entry('t:files:listed') ?? '')).toMatchObject({ modes: { 'text.bidi': 'alert' }, args: { a: { modes: { 'shell.injection': 'off', 'text.bidi': 'alert' } }, b: {} } });
    expect(entry('t:files:listed')).toContain('"b":{}');
    expect(JSON.parse(entry('p:files:ask') ?? '')).toMatchObject({ args: { topic: { modes: { 'shell.injection': 'off', 'sql.injection': 'off', 'text.invisible': 'alert' } } } });
  });

  it('is shown tool by tool, with what is not in its own mode', () => {
    expect(result.description && renderModes(result.description)).toBe(`Rules not in their own mode
completions       shell.injection off, sql.injection alert
plain             shell.injection off, sql.injection alert
own               sql.injection alert, text.bidi off
listed            shell.injection off, sql.injection alert, text.bidi alert
listed.a          shell.injection off, text.bidi alert
prompt ask        shell.injection off, sql.injection off
prompt ask.topic  shell.injection off, sql.injection off, text.invisible alert`);
  });

  it('is warned of where a rule that refuses is weakened for everything or a server, not for a tool', () => {
    expect(result.problems.map(({ severity, line, column, message }) => `${String(line)}:${String(column)} ${severity}: ${message}`)).toEqual([
      '3:10 warning: `sql.injection` refuses nothing on any server',
      '8:14 warning: `shell.injection` looks at nothing on this server',
    ]);
  });

  it('says nothing, and shows nothing, when all are as by default', () => {
    const sound = compile('rules: { sql.injection: deny }', '', '    tools: { plain: { roles: [reader] } }\n');
    expect(sound.problems).toEqual([]);
    expect(sound.conf).not.toContain('modes');
    expect(sound.description && renderModes(sound.description)).toBeUndefined();
  });
});

describe('a mode that cannot be', () => {
  it.each([
    ['shel.injection: off', 'unknown key `shel.injection` in `rules`', 'did you mean `shell.injection`?'],
    ['argument.within: off', 'unknown key `argument.within` in `rules`', 'keys here: path.encoding'],
    ['inspect.budget: off', 'unknown key `inspect.budget` in `rules`', 'keys here: path.encoding'],
    ['shell.injection: alarm', '`rules.shell.injection` cannot be `"alarm"`', 'values: deny, alert, off'],
  ])('is an error with its place and a hint: %s', (rules, message, hint) => {
    const { problems, conf } = compile(`rules: { ${rules} }`, '', '    tools: { plain: { roles: [reader] } }\n');
    expect(problems).toMatchObject([{ severity: 'error', line: 3, message, hint: expect.stringContaining(hint) as string }]);
    expect(conf).toBeUndefined();
  });

  it('is warned of where the rule does not run for the argument\'s kind', () => {
    const { problems } = compile('', '', '    tools: { go: { roles: [reader], arguments: { p: { kind: sql, rules: { sql.injection: off } } } } }\n    prompts: { ask: { roles: [reader], arguments: { t: { rules: { path.encoding: off } } } } }\n');
    expect(problems.map(({ message, hint }) => `${message}: ${hint}`)).toEqual([
      '`sql.injection` does not look at arguments of kind `sql`: remove it; it is for text, id, any',
      '`path.encoding` does not look at arguments of kind `text`: remove it; it is for path, id, any',
    ]);
  });
});

it('the published schema names every rule of inspection and no other, at every level', () => {
  expect(Object.keys(policySchema.$defs.rules.properties)).toEqual(inspectionRules.map(({ id }) => id));
  const levels = [policySchema, policySchema.$defs.server, policySchema.$defs.tool, policySchema.$defs.prompt, policySchema.$defs.argument];
  expect(levels.map(({ properties }) => properties.rules.$ref)).toEqual(levels.map(() => '#/$defs/rules'));
});
