import { expect, it } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { resolveRedaction } from '../../../src/compiler/redaction.ts';

it.each([
  ['nothing said', [], {}],
  ['what is the default anyway', [{ secrets: 'redact', email: 'off' }], {}],
  ['everything off', ['off'], { redact: 'off' }],
  ['a tool that turns on what its server turned off', [{ secrets: 'redact', cards: 'redact' }, 'off'], {}],
  ['one rule off', [{ rules: { jwt: 'off' } }], { redact: { jwt: 'off' } }],
  ['a group, and a rule of it before the group', [{ secrets: 'block', rules: { 'aws-key': 'off' } }], { redact: { secrets: 'block', 'aws-key': 'off' } }],
  ["the nearest level's group before a farther one's rule", [{ secrets: 'block' }, { rules: { jwt: 'off' }, email: 'redact' }], { redact: { secrets: 'block', email: 'redact' } }],
] as const)('flattens %s', (_, levels, expected) => {
  expect(resolveRedaction(levels)).toEqual(expected);
});

const policy = (redact: string): string =>
  `version: 1\nidentity: { trusted_hops: [127.0.0.1] }\nredact: ${redact}\nroles: { reader: {} }\nservers:\n  files:\n    upstream: files\n    redact: { email: redact }\n    tools:\n      read: { roles: [reader] }\n      raw: { roles: [reader], redact: off }\n`;

it('reaches the entries of servers and tools', () => {
  const { conf, problems } = compilePolicy(policy('{ cards: block }'), 'policy.yaml');
  expect(problems).toEqual([]);
  expect(conf?.match(/"redact":(?:\{[^}]*\}|"off")/g)).toEqual(['"redact":{"cards":"block","email":"redact"}', '"redact":{"cards":"block","email":"redact"}', '"redact":"off"']);
});

it.each([
  ['on', '`redact` cannot be `"on"`'],
  ['{ cards: mask }', '`redact.cards` cannot be `"mask"`'],
  ['{ tokens: off }', 'unknown key `tokens` in `redact`'],
  ['{ rules: { aws: off } }', 'unknown key `aws` in `redact.rules`'],
])('says what is wrong with %s', (redact, message) => {
  expect(compilePolicy(policy(redact), 'policy.yaml').problems.map((problem) => problem.message)).toEqual([message]);
});
