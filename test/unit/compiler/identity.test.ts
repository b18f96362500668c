import { describe, expect, it } from 'vitest';
import { compilePolicy, type CompileResult } from '../../../src/compiler/compile.ts';
import { renderKeyFile } from '../../../src/compiler/keys/key-file.ts';
import { makeKeys } from '../../support/keys.ts';

const policyOf = (identity: string): string => `version: 1\nidentity:\n${identity.split('\n').map((line) => `  ${line}\n`).join('')}roles: { reader: {}, guest: {} }\nservers: { s: { upstream: up, tools: { t: { roles: [reader] } } } }\n`;
const day = 86_400_000;
const { file, stored, keys } = makeKeys({ ci: ['ci-bot', 'reader', 30], soon: ['nightly', 'reader', 3], old: ['old', 'reader', -2], ever: ['ever', 'reader'] });
const sound = renderKeyFile({ version: 1, keys: [stored.ci, stored.ever] });

function compile(identity: string, text = sound, now?: number): CompileResult {
  return compilePolicy(policyOf(identity), 'p.yaml', { read: (path) => (path === 'portcullis.keys.json' || path === 'other.json' ? text : fail(path)), ...(now !== undefined && { now }) });
}

function fail(path: string): never {
  throw new Error(`no ${path}`);
}

function problemsOf(...args: Parameters<typeof compile>): readonly string[] {
  return compile(...args).problems.map(({ severity, file: name, line, column, message }) => `${severity} ${name}:${line}:${column} ${message}`);
}

describe('a policy with keys', () => {
  it.each(['api_keys: {}', 'api_keys: { file: other.json, header: X-API-Key }', 'api_keys: {}\nanonymous: guest\nlockout: { failures: 0 }', 'trusted_hops: [10.0.0.0/8]\napi_keys: {}\norder: [role_header, api_keys]', 'anonymous: guest'])('%s is sound', (identity) => {
    expect(problemsOf(identity)).toEqual([]);
  });

  it('compiles to entries that hold no key', () => {
    const { conf = '' } = compile('api_keys: {}');
    expect(conf).toContain(`'k::${stored.ci.id}' '{"who":{"role":"reader","subject":"ci-bot","owner":"role reader api_keys ci-bot"},"salt":"${stored.ci.salt}","hash":"${stored.ci.hash}","expires":${Date.parse(stored.ci.expires ?? '') / 1000}}';`);
    expect(conf).toContain(`'k::${stored.ever.id}' '{"who":{"role":"reader","subject":"ever","owner":"role reader api_keys ever"},"salt":"${stored.ever.salt}","hash":"${stored.ever.hash}"}';`);
    for (const key of Object.values(keys)) expect(conf).not.toContain(key.slice(17));
  });

  it('is the same bytes whenever it is compiled', () => {
    expect(compile('api_keys: {}', sound, 0).conf).toBe(compile('api_keys: {}', sound, Date.now() + 400 * day).conf);
  });

  const settings = (identity: string): unknown => JSON.parse(/\$portcullis_identity \{\n {4}default '(.*)';/.exec(compile(identity).conf ?? '')?.[1] ?? 'null');

  it('tells the gateway what counts', () => {
    expect(settings('api_keys: {}')).toEqual({ order: ['api_keys'], header: 'Authorization', lockout: { failures: 3, within: 300_000, for: 900_000 } });
    expect(settings('trusted_hops: [10.0.0.0/8]\napi_keys: { header: X-API-Key }\nanonymous: guest\nlockout: { failures: 5, within: 30s, for: 1d, status: 421 }'))
      .toEqual({ order: ['api_keys', 'role_header'], header: 'X-API-Key', anonymous: 'guest', lockout: { failures: 5, within: 30_000, for: day, status: 421 } });
    expect(settings('anonymous: guest')).toEqual({ order: [], anonymous: 'guest' });
    expect(settings('trusted_hops: [10.0.0.0/8]')).toBeNull();
  });

  it.each([
    ['no way to know anybody', '{}', 'warning p.yaml:3:3 no hop is trusted and there are no keys, so no request has a role and all are denied'],
    ['a file that is not there', 'api_keys: { file: nowhere.json }', 'error p.yaml:3:13 cannot read the file of keys nowhere.json: no nowhere.json'],
    ['an anonymous role that does not exist', 'api_keys: {}\nanonymous: gest', 'error p.yaml:4:14 there is no role `gest`'],
    ['a lockout of nobody', 'trusted_hops: [10.0.0.0/8]\nlockout: {}', 'error p.yaml:4:12 `lockout` has no meaning without `api_keys` or `jwt`'],
    ['one header for both', 'api_keys: {}\ntrusted_hops: [10.0.0.0/8]\nrole_header: authorization', 'error p.yaml:5:16 `authorization` carries keys, so it cannot carry roles'],
    ['an order of what is not in use', 'api_keys: {}\norder: [api_keys, role_header]', 'error p.yaml:4:21 `role_header` is not in use'],
    ['an order that leaves one out', 'api_keys: {}\ntrusted_hops: [10.0.0.0/8]\norder: [api_keys]', 'error p.yaml:5:10 `order` does not name `role_header`'],
    ['a header that means something else', 'api_keys: { header: Mcp-Session-Id }', 'error p.yaml:3:23 `Mcp-Session-Id` has a meaning of its own'],
    ['a header with an underscore', 'api_keys: { header: X_Key }', 'error p.yaml:3:23 `identity.api_keys.header` cannot be `"X_Key"`'],
    ['a time without a unit', 'api_keys: {}\nlockout: { for: "15" }', 'error p.yaml:4:19 `identity.lockout.for` cannot be `"15"`'],
  ])('%s', (_, identity, problem) => {
    expect(problemsOf(identity)).toEqual([expect.stringContaining(problem)]);
  });

  it('may have any other header, in whatever case', () => {
    expect(['Acme-Key', 'x-api-key', 'authorization'].map((header) => settings(`api_keys: { header: ${header} }`))).toMatchObject([{ header: 'Acme-Key' }, { header: 'X-API-Key' }, { header: 'Authorization' }]);
  });

  it('that nobody reads the file for is not compiled', () => {
    expect(compilePolicy(policyOf('api_keys: {}'), 'p.yaml')).toMatchObject({ conf: undefined, problems: [{ severity: 'error' }] });
  });
});

describe('a file of keys', () => {
  it('has the keys that are of no use, or soon will be, told with their place', () => {
    const columnOf = (line: number): number => (file.split('\n')[line - 1] ?? '').indexOf('"expires":') + '"expires":'.length + 1;
    expect(problemsOf('api_keys: {}', file)).toEqual([
      `warning portcullis.keys.json:5:${columnOf(5)} the key ${stored.soon.id} of \`nightly\` expires in 3 days`,
      `warning portcullis.keys.json:6:${columnOf(6)} the key ${stored.old.id} of \`old\` has expired`,
    ]);
  });

  it.each([
    ['a role that does not exist', sound.replace('"role":"reader"', '"role":"raeder"'), 'there is no role `raeder`, which the key'],
    ['no JSON', '{', 'the file of keys is not JSON'],
    ['another version', sound.replace('"version": 1', '"version": 2'), 'the file of keys must be equal to constant here'],
    ['a key in it', sound.replace('"id":', `"key":"${keys.ci}","id":`), 'the file of keys must NOT have additional properties here'],
    ['a hash cut short', sound.replace(stored.ci.hash, stored.ci.hash.slice(1)), 'the file of keys must match pattern'],
    ['one id twice', sound.replace(stored.ever.id, stored.ci.id), 'another key has this id'],
    ['a day that does not exist', sound.replace(stored.ci.created, '2026-13-01T00:00:00Z'), 'there is no such time'],
    ['a name that is none', sound.replace('"name":"ci-bot"', '"name":"ci bot"'), 'the file of keys must match pattern'],
  ])('with %s is an error', (_, text, message) => {
    const { problems, conf } = compile('api_keys: {}', text);
    expect(problems).toMatchObject([{ severity: 'error', file: 'portcullis.keys.json', message: expect.stringContaining(message) as string }]);
    expect(conf).toBeUndefined();
    // Nothing of a key is shown, be it there by mistake.
    expect(JSON.stringify(problems)).not.toContain(keys.ci.slice(17));
  });
});
