import { describe, expect, it } from 'vitest';
import { compilePolicy, type CompileResult } from '../../../src/compiler/compile.ts';

const policyOf = (identity: string): string => `version: 1\nidentity:\n${identity.split('\n').map((line) => `  ${line}\n`).join('')}roles: { reader: {}, operator: {} }\nservers: { s: { upstream: up, tools: { t: { roles: [reader] } } } }\n`;

function compile(identity: string): CompileResult {
  return compilePolicy(policyOf(identity), 'p.yaml', { read: () => '{"version":1,"keys":[]}' });
}

function problemsOf(identity: string): readonly string[] {
  return compile(identity).problems.map(({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`);
}

const names = (...lines: readonly string[]): string => `mtls:\n  names:\n${lines.map((line) => `    - { ${line} }`).join('\n')}`;

describe('names of certificates', () => {
  it.each([
    [['uri: "spiffe://example.org/ns/ops", role: operator', 'uri: "spiffe://example.org/ns/*", role: reader', 'dns: "*.example.org", role: reader', 'dns: CI.example.com, role: reader', "subject: 'CN=a,O=Ex\\, Inc.', role: reader"]],
    [['uri: "urn:uuid:0-1", role: reader', 'uri: "https://a.example/*/x/**", role: reader', 'subject: "2.5.4.3=#0c01", role: reader']],
  ])('%j are sound', (lines) => {
    expect(problemsOf(names(...lines))).toEqual([]);
  });

  it('compile to an entry each, but for the patterns', () => {
    const { conf = '' } = compile(names('uri: "spiffe://Ex/a", role: operator', 'uri: "spiffe://Ex/*", role: reader', 'dns: CI.example.com, role: reader'));
    expect(conf).toContain(`'n::uri:spiffe://^ex/a' '{"role":"operator","at":0}';`);
    expect(conf).toContain(`'n::dns:ci.example.com' '{"role":"reader","at":2}';`);
    expect(conf).toContain(`'n::' '{"patterns":[{"kind":"uri","pattern":"spiffe://Ex/*","role":"reader","at":1}]}';`);
    expect(conf).toContain(`default '{"order":["mtls"],"mtls":{"exact":["uri","dns"],"hasPatterns":true}}';`);
    expect(compile(names('dns: a.example, role: reader')).conf).toContain(`"mtls":{"exact":["dns"],"hasPatterns":false}`);
  });

  it.each([
    ['a role that does not exist', ['dns: a.example, role: raeder'], 'there is no role `raeder`'],
    ['no name', ['role: reader'], 'a line of `names` has one of `uri`, `dns` and `subject`'],
    ['two names', ['dns: a.example, uri: "urn:a", role: reader'], 'a line of `names` has one of `uri`, `dns` and `subject`'],
    ['one name twice', ['dns: a.example, role: reader', 'dns: A.example, role: operator'], '`a.example` stands before and counts instead'],
    ['a name behind its pattern', ['dns: "*.example", role: reader', 'dns: a.example, role: operator'], '`*.example` stands before and counts instead'],
    ['a * within a segment', ['uri: "spiffe://a/b*", role: reader'], 'whole segments'],
    ['a * for the host', ['uri: "spiffe://*/b", role: reader'], 'whole segments'],
    ['a ** in the middle', ['uri: "spiffe://a/**/b", role: reader'], 'whole segments'],
    ['a URI without a scheme', ['uri: "example.org/a", role: reader'], 'is no URI'],
    ['a blank in a URI', ['uri: "urn:a b", role: reader'], 'is no URI'],
    ['a * within a DNS name', ['dns: "a.*.example", role: reader'], 'is no DNS name'],
    ['every DNS name', ['dns: "*", role: reader'], 'is no DNS name'],
    ['a subject in another form', ['subject: "/CN=a", role: reader'], 'is no subject as nginx writes it'],
    ['a subject beyond ASCII', ['subject: "CN=\u00E9", role: reader'], 'cannot be'],
  ])('%s is an error', (_, lines, message) => {
    expect(problemsOf(names(...lines))).toEqual([expect.stringMatching(/^error /)]);
    expect(problemsOf(names(...lines))[0]).toContain(message);
  });

  it('must be there', () => {
    expect(problemsOf('mtls: {}')).toEqual([expect.stringContaining('names')]);
    expect(problemsOf('mtls: { names: [] }')).toEqual([expect.stringContaining('names')]);
  });
});

describe('users', () => {
  it('compile to an entry each, a file, and an end of their header', () => {
    const { conf = '', problems } = compile('basic: { users: { alice: operator, Bob: reader } }');
    expect(problems).toEqual([]);
    for (const text of [`'a::alice' '{"role":"operator"}';`, `'a::^bob' '{"role":"reader"}';`, "map \"\" $portcullis_users {\n    default 'portcullis.users';", 'js_var $portcullis_user;', "map \"\" $portcullis_to_auth {\n    default '';"]) expect(conf).toContain(text);
  });

  it.each([
    ['a role that does not exist', 'basic: { users: { alice: root } }', 'error 3:28 there is no role `root`'],
    ['a colon', 'basic: { users: { "a:b": reader } }', 'error 3:21 "a:b" cannot be a user'],
    ['a comma', 'basic: { users: { "a,b": reader } }', 'error 3:21 "a,b" cannot be a user'],
    ['a file that nginx would read otherwise', 'basic: { file: "$x", users: { a: reader } }', 'error 3:18 `identity.basic.file`'],
    ['keys in the same header', 'api_keys: {}\nbasic: { users: { a: reader } }', 'error 4:10 `Authorization` carries keys, so it cannot carry passwords'],
  ])('with %s are an error', (_, identity, problem) => {
    expect(problemsOf(identity)).toEqual([expect.stringContaining(problem)]);
  });

  it('and keys go together in headers of their own', () => {
    const { conf = '', problems } = compile('api_keys: { header: X-API-Key }\nbasic: { users: { a: reader } }');
    expect(problems).toEqual([]);
    expect(conf).toMatch(/"order":\["api_keys","basic"\]/);
  });
});

it('variables are there for those who use them, and for nobody else', () => {
  const variables = (identity: string): readonly string[] => [...(compile(identity).conf ?? '').matchAll(/^js_var (\S+);$|^map "" (\$portcullis_users) /gm)].map(([, variable, map]) => variable ?? map ?? '');
  expect(variables('auth_request: {}')).toEqual(['$portcullis_said', '$mcp_auth_role', '$mcp_auth_user']);
  expect(variables('basic: { users: { a: reader } }')).toEqual(['$portcullis_user', '$portcullis_users']);
  expect(variables('trusted_hops: [10.0.0.0/8]')).toEqual([]);
  expect(compile('auth_request: {}').conf).toContain(`map "" $portcullis_to_auth {\n    default '';`);
  expect(compile(names('dns: a.example, role: reader')).conf).toContain('map "" $portcullis_to_auth {\n    default $http_authorization;');
});

it('ways come in an order of which each is in use', () => {
  expect(problemsOf('auth_request: {}\norder: [auth_request, mtls]')).toEqual(['error 4:25 `mtls` is not in use']);
  expect(compile(`trusted_hops: [10.0.0.0/8]\nauth_request: {}\nbasic: { users: { a: reader } }\n${names('dns: a.example, role: reader')}`).conf).toContain('"order":["mtls","basic","auth_request","role_header"]');
});
