import { describe, expect, it } from 'vitest';
import { compilePolicy, type CompileResult } from '../../../src/compiler/compile.ts';
import { makeSigner } from '../../support/jwt.ts';

const [ec, rsa, weak] = [makeSigner('ES256', 'ec'), makeSigner('RS256', 'rsa'), makeSigner('RS256', 'weak', 1024)];
const set = (...keys: readonly object[]): string => `{"keys": [\n${keys.map((key) => JSON.stringify(key)).join(',\n')}\n]}`;
const policyOf = (jwt: string): string => `version: 1\nidentity:\n  jwt:\n    - issuer: https://i.example\n      audiences: [https://mcp.example/mcp]\n${jwt.split('\n').map((line) => `      ${line}\n`).join('')}roles: { guest: {}, reader: {}, operator: { inherits: [reader] } }\nservers: { s: { upstream: up, tools: { t: { roles: [reader] } } } }\n`;

function compile(jwt: string, keys = set(ec.jwk)): CompileResult {
  return compilePolicy(policyOf(jwt), 'p.yaml', { read: (path) => (path === 'keys.json' ? keys : fail(path)) });
}

function fail(path: string): never {
  throw new Error(`no ${path}`);
}

function problemsOf(...args: Parameters<typeof compile>): readonly string[] {
  return compile(...args).problems.map(({ severity, file, line, column, message }) => `${severity} ${file}:${line}:${column} ${message}`);
}

/** The entry of the issuer. */
function entryOf(jwt: string, keys?: string): unknown {
  return JSON.parse(/'i::https:\/\/i\.example' '(.*)';/.exec(compile(jwt, keys).conf ?? '')?.[1] ?? 'null');
}

describe('issuers in a policy', () => {
  it('take four lines', () => {
    expect(problemsOf('jwks: https://i.example/keys')).toEqual([]);
    expect(entryOf('jwks: https://i.example/keys')).toEqual({
      expects: { issuer: 'https://i.example', audiences: ['https://mcp.example/mcp'], skew: 60 },
      // Whoever may what others may comes before them.
      mapping: { subject: ['sub'], role: { claim: ['roles'], values: [['guest', 'guest'], ['operator', 'operator'], ['reader', 'reader']] }, scopes: [['scope'], ['scp']] },
      source: { url: 'https://i.example/keys', times: { refresh: 600_000, keep: 86_400_000, pause: 60_000, retry: 5000, timeout: 3000 } },
      remember: 600_000,
    });
  });

  it('can say all there is', () => {
    const all = 'jwks: https://i.example:8443/keys?x=1\nalgorithms: [ES256, PS256]\nclaims: { role: realm_access.roles, subject: email, scope: "https://i\\\\.example/scopes" }\nroles: { admins: operator, staff: reader }\ndefault_role: guest\nskew: 30s\nrefresh: 1h\nremember: 5m';
    expect(problemsOf(all)).toEqual([]);
    expect(entryOf(all)).toMatchObject({
      expects: { skew: 30 },
      mapping: { subject: ['email'], role: { claim: ['realm_access', 'roles'], values: [['admins', 'operator'], ['staff', 'reader']], otherwise: 'guest' }, scopes: [['https://i.example/scopes']] },
      source: { url: 'https://i.example:8443/keys?x=1', times: { refresh: 3_600_000 }, algorithms: ['ES256', 'PS256'] },
      remember: 300_000,
    });
    expect(entryOf('jwks: https://i.example/keys\nroles: [reader, guest]\nremember: off')).toMatchObject({ mapping: { role: { values: [['reader', 'reader'], ['guest', 'guest']] } }, remember: 0 });
  });

  it('can have their keys pinned, of which only what is public is compiled in', () => {
    expect(problemsOf('keys_file: keys.json', set(ec.jwk, rsa.jwk))).toEqual([]);
    const { kty, crv, x, y } = ec.jwk;
    expect(entryOf('keys_file: keys.json', set({ ...ec.jwk, x5c: ['MIIB'], more: 1 }))).toMatchObject({ keys: [{ kid: 'ec', algs: ['ES256'], jwk: { kty, crv, x, y } }] });
    expect(compile('keys_file: keys.json').conf).not.toContain("'i::' ");
  });

  it('are warned of where all depends on what njs may not have', () => {
    const ed = makeSigner('EdDSA', 'ed');
    expect(problemsOf('jwks: https://i.example/keys\nalgorithms: [EdDSA, Ed25519]')).toEqual(["warning p.yaml:7:19 nginx's module of njs 1.0.2 has no Ed25519, so none of these tokens counts"]);
    expect(problemsOf('keys_file: keys.json', set(ed.jwk))).toEqual([expect.stringContaining("warning keys.json:1:10 all keys are of Ed25519, which nginx's module of njs 1.0.2 does not have")]);
    expect(problemsOf('jwks: https://i.example/keys\nalgorithms: [EdDSA, ES256]')).toEqual([]);
    expect(problemsOf('keys_file: keys.json', set(ed.jwk, ec.jwk))).toEqual([]);
  });

  it('change what is remembered whenever they change', () => {
    const stampOf = (...args: Parameters<typeof compile>): string | undefined => /"stamp":"([0-9a-f]{16})"/.exec(compile(...args).conf ?? '')?.[1];
    const stamps = [stampOf('keys_file: keys.json'), stampOf('keys_file: keys.json', set(rsa.jwk)), stampOf('keys_file: keys.json\nskew: 10s'), stampOf('keys_file: keys.json\nroles: { a: reader }')];
    expect(new Set(stamps).size).toBe(4);
    expect(stamps).not.toContain(undefined);
    expect(stampOf('keys_file: keys.json')).toBe(stamps[0]);
  });

  it('have zones, and take the header from the server, only where a policy has them', () => {
    const { conf = '' } = compile('jwks: https://i.example/keys');
    expect(conf).toContain('js_shared_dict_zone zone=portcullis_keys:');
    expect(conf).toContain('js_shared_dict_zone zone=portcullis_proofs:');
    expect(conf).toContain('map "" $portcullis_to_auth {\n    default \'\';');
    expect(compilePolicy('version: 1\nidentity: { trusted_hops: [10.0.0.1/32] }\nroles: { r: {} }\nservers: { s: { upstream: up } }\n', 'p.yaml').conf).not.toContain('portcullis_proofs');
  });

  it.each([
    ['no keys', 'skew: 1m', '4:7 nothing says where the keys of this issuer are'],
    ['keys from two places', 'jwks: https://i.example/keys\nkeys_file: keys.json', '4:7 keys are to come from `jwks` and from `keys_file`'],
    ['keys over plain HTTP', 'jwks: http://i.example/keys', '6:13 keys come over https, or http from this machine'],
    ['keys from a host that only begins as this machine', 'jwks: http://127.0.0.1.example/keys', '6:13 keys come over https, or http from this machine'],
    ['a password in the address', 'jwks: "https://a:b@i.example/keys"', '6:13 keys come over https, or http from this machine'],
    ['an address of nothing', 'jwks: keys.json', '6:13 keys come over https, or http from this machine'],
    ['a blank in the address', 'jwks: "https://i.example/a b"', '6:13 keys come over https, or http from this machine'],
    ['a file that is not there', 'keys_file: nowhere.json', '6:18 cannot read the keys in nowhere.json: no nowhere.json'],
    ['a role that does not exist', 'jwks: https://i.example/keys\nroles: { a: raeder }', '7:19 there is no role `raeder`'],
    ['one in a list', 'jwks: https://i.example/keys\nroles: [reader, raeder]', '7:23 there is no role `raeder`'],
    ['a role that is no name', 'jwks: https://i.example/keys\nroles: 7', '7:14 `identity.jwt.0.roles` must be a list or a mapping (`{}` when empty), not the number `7`'],
    ['one for all others', 'jwks: https://i.example/keys\ndefault_role: raeder', '7:21 there is no role `raeder`'],
    ['values without an order', 'jwks: https://i.example/keys\nroles: { "7": reader, "3": guest }', '7:14 values that are numbers have no order'],
    ['a claim at no place', 'jwks: https://i.example/keys\nclaims: { role: a..b }', '7:23 `a..b` is no path to a claim'],
    ['an algorithm of secrets', 'jwks: https://i.example/keys\nalgorithms: [HS256]', '7:20 `identity.jwt.0.algorithms.0` cannot be `"HS256"`'],
    ['a skew that is none', 'jwks: https://i.example/keys\nskew: 10m', '7:13 `skew` is longer than 5 minutes'],
    ['a memory longer than keys live', 'jwks: https://i.example/keys\nremember: 1h', '7:17 `remember` is longer than `refresh`'],
    ['a memory without end', 'keys_file: keys.json\nremember: 2h', '7:17 `remember` is longer than an hour'],
    ['keys that are always fetched', 'jwks: https://i.example/keys\nrefresh: 10s', '7:16 `refresh` is not from 1 minute to 12 hours'],
    ['pinned keys that are renewed', 'keys_file: keys.json\nrefresh: 10m', '7:16 `refresh` has no meaning with `keys_file`'],
  ])('%s', (_, jwt, problem) => {
    expect(problemsOf(jwt)).toEqual([`error p.yaml:${problem}`]);
  });

  it.each([
    ['no issuer', 'identity: { jwt: [{ audiences: [a], jwks: "https://i.example/" }] }', '`identity.jwt.0` needs `issuer`'],
    ['no audience', 'identity: { jwt: [{ issuer: i, jwks: "https://i.example/" }] }', 'nothing says whom tokens of this issuer are for'],
    ['an empty list of them', 'identity: { jwt: [{ issuer: i, audiences: [], jwks: "https://i.example/" }] }', 'audiences'],
    ['no issuers', 'identity: { jwt: [] }', 'jwt'],
    ['an issuer with a blank', 'identity: { jwt: [{ issuer: "a b", audiences: [a], jwks: "https://i.example/" }] }', 'issuer'],
    ['one issuer twice', 'identity: { jwt: [{ issuer: i, audiences: [a], jwks: "https://i.example/" }, { issuer: i, audiences: [b], jwks: "https://i.example/" }] }', 'this issuer is there twice'],
    ['tokens and roles in one header', 'identity: { trusted_hops: [10.0.0.1/32], role_header: authorization, jwt: [{ issuer: i, audiences: [a], jwks: "https://i.example/" }] }', '`authorization` carries tokens, so it cannot carry roles'],
    ['an order without them', 'identity: { api_keys: {}, order: [api_keys], jwt: [{ issuer: i, audiences: [a], jwks: "https://i.example/" }] }', '`order` does not name `jwt`'],
  ])('%s is an error', (_, identity, message) => {
    const { problems, conf } = compilePolicy(`version: 1\n${identity}\nroles: { r: {} }\nservers: { s: { upstream: up } }\n`, 'p.yaml', { read: () => '{"version":1,"keys":[]}' });
    expect(problems.filter(({ severity }) => severity === 'error').map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
    expect(conf).toBeUndefined();
  });
});

describe('a file of an issuer\'s keys', () => {
  it.each([
    ['with a private key', set(ec.jwk, { ...rsa.privateKey.export({ format: 'jwk' }), kid: 'p' }), 'error keys.json:3:1 this key is private or symmetric: whoever reads the file can make tokens'],
    ['with a secret', set(ec.jwk, { kty: 'oct', k: 'c2VjcmV0' }), 'error keys.json:3:1 this key is private or symmetric: whoever reads the file can make tokens'],
    ['with a weak key', set(ec.jwk, weak.jwk), 'error keys.json:3:1 this key has less than 2048 bits, or more than 8192'],
    ['with a key of exponent 3', set(ec.jwk, { ...rsa.jwk, e: 'Aw' }), 'error keys.json:3:1 this key has an exponent that is even, small or large'],
    ['with one key id twice', set(ec.jwk, rsa.jwk, { ...makeSigner('ES256').jwk, kid: 'rsa' }), 'error keys.json:3:1 this key has the `kid` of another one'],
    ['with a key for encryption', set(ec.jwk, { ...rsa.jwk, use: 'enc' }), 'warning keys.json:3:1 this key is not for signatures'],
    ['with a curve nobody uses here', set(ec.jwk, { kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' }), 'warning keys.json:3:1 this key has a type or curve that no algorithm here uses'],
    ['with something else', set(ec.jwk, [1]), 'error keys.json:3:1 this key is no JWK'],
    ['that is no set', JSON.stringify(ec.jwk), 'error keys.json:1:1 the file is not a JWK Set'],
    ['that is no JSON', '<html>', 'error keys.json:1:1 the file is not a JWK Set'],
    ['that is YAML', 'keys: []', 'error keys.json:1:1 the file is not a JWK Set'],
    ['without keys', '{"keys": []}', 'error keys.json:1:10 no key here can verify tokens'],
    ['with a member twice', '{"keys": [], "keys": []}', 'error keys.json:1:1 the file is not a JWK Set'],
  ])('%s is told, with its place', (_, keys, problem) => {
    const said = problemsOf('keys_file: keys.json', keys);
    expect(said).toContain(problem);
    expect(compile('keys_file: keys.json', keys).conf === undefined).toBe(said.some((line) => line.startsWith('error')));
  });

  it('for other algorithms than the policy allows has none', () => {
    expect(problemsOf('keys_file: keys.json\nalgorithms: [RS256]')).toEqual(['warning keys.json:2:1 this key is for none of the algorithms', 'error keys.json:1:10 no key here can verify tokens'].toSorted());
  });

  it('is never shown, be there a private key by mistake', () => {
    const { d = '' } = rsa.privateKey.export({ format: 'jwk' });
    expect(JSON.stringify(compile('keys_file: keys.json', set({ ...rsa.privateKey.export({ format: 'jwk' }) })).problems)).not.toContain(d.slice(0, 20));
  });
});
