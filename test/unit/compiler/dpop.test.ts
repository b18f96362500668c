import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { readConf } from './read-conf.ts';

const jwt = 'jwt: [{ issuer: "https://login.example.com", jwks: "https://login.example.com/keys" }]';
const asked = 'introspection: { url: "https://login.example.com/ask", issuer: "https://login.example.com", client_id: gate, client_secret_file: /run/secret }';
const resource = 'resource: "https://mcp.example.com/files/mcp", ';

/** The identity stands in line 2, the server in line 5. */
function compile(identity: string, server = resource): ReturnType<typeof compilePolicy> {
  return compilePolicy(`version: 1
identity: { ${identity} }
roles: { reader: {} }
servers:
  files: { upstream: up, ${server} tools: { read: { roles: [reader] } } }
`, 'p.yaml');
}

const problemsOf = (identity: string, server?: string): readonly string[] => compile(identity, server).problems.map(({ severity, line, message }) => `${severity} ${line} ${message}`);
const entryOf = (key: string, identity: string, server?: string): unknown => JSON.parse(readConf(compile(identity, server).conf ?? '')(key) ?? 'null');
const zonesOf = (identity: string): readonly string[] => [...(compile(identity).conf ?? '').matchAll(/^js_shared_dict_zone zone=(\w+):.*?( evict)?;$/gm)].map(([, name = '', evict = '']) => name + evict);

describe('proofs of possession', () => {
  it('are for the URL of the server, by the standards of the schema', () => {
    expect(entryOf('h:files:', `${jwt}, dpop: {}`)).toEqual({ algorithms: ['ES256', 'ES384', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'], window: 60, targets: ['https://mcp.example.com/files/mcp'] });
    expect(entryOf('h:files:', `${jwt}, dpop: { required: true, algorithms: [ES256], window: 10s, nonce: true }`)).toMatchObject({ required: true, algorithms: ['ES256'], window: 10, nonce: true });
    expect(entryOf('s:files:', `${jwt}, dpop: { algorithms: [ES256, PS256] }`)).toMatchObject({ dpop: 'ES256 PS256' });
  });

  it.each([
    ['sse: {}, ', resource, ['https://mcp.example.com/files/mcp', 'https://mcp.example.com/files/sse', 'https://mcp.example.com/files/messages']],
    ['sse: { stream: /a, messages: /b }, path: /c, ', 'resource: "https://mcp.example.com/c", ', ['https://mcp.example.com/c', 'https://mcp.example.com/a', 'https://mcp.example.com/b']],
    ['sse: {}, path: /inside, ', resource, ['https://mcp.example.com/files/mcp']],
  ])('are for endpoints of the older transport too, where their URLs can be told: %s', (server, url, targets) => {
    expect(entryOf('h:files:', `${jwt}, dpop: {}`, server + url)).toMatchObject({ targets });
  });

  it('leave no trace in a policy that takes none', () => {
    expect(entryOf('h:files:', jwt)).toBeNull();
    expect(entryOf('s:files:', jwt)).not.toHaveProperty('dpop');
    expect(zonesOf(jwt)).toEqual(['portcullis_keys', 'portcullis_proofs evict']);
  });

  it('are kept where none makes way for another, and do not reach servers', () => {
    expect(zonesOf(`${jwt}, dpop: {}`)).toEqual(['portcullis_keys', 'portcullis_proofs evict', 'portcullis_dpop']);
    const passed = (identity: string, server?: string) => /map "" \$portcullis_to_dpop \{\n {4}default (.*);/.exec(compile(identity, server).conf ?? '')?.[1];
    expect([passed(`${jwt}, dpop: {}`), passed(jwt), passed('trusted_hops: [127.0.0.1/32]', '')]).toEqual(["''", '$http_dpop', '$http_dpop']);
  });

  it.each([
    ['trusted_hops: [127.0.0.1/32], dpop: {}', '', ['error 2 `dpop` has no meaning without `jwt` or `introspection`', 'error 5 `identity.dpop` needs to know the public URL of this server, which proofs are made for']],
    [`${jwt.replace('jwks', 'audiences: [us], jwks')}, dpop: {}`, '', ['error 5 `identity.dpop` needs to know the public URL of this server, which proofs are made for']],
    [`${jwt}, dpop: { window: 6m }`, resource, ['error 2 `window` is longer than 5 minutes']],
  ])('are refused where they make no sense: %s', (identity, server, problems) => {
    expect(problemsOf(identity, server)).toEqual(problems);
  });

  it('have only algorithms with public keys', () => {
    for (const alg of ['HS256', 'none']) expect(problemsOf(`${jwt}, dpop: { algorithms: [${alg}] }`)).not.toEqual([]);
  });
});

describe('introspection', () => {
  it('has the same terms as tokens that are verified', () => {
    expect(problemsOf(asked)).toEqual([]);
    expect(entryOf('q::', asked)).toEqual({
      url: 'https://login.example.com/ask', client: 'gate', secret: { file: '/run/secret' }, timeout: 3000, cache: 60,
      expects: { issuer: 'https://login.example.com', audiences: [], skew: 60 },
      mapping: { subject: ['sub'], role: { claim: ['roles'], values: [['reader', 'reader']] }, scopes: [['scope'], ['scp']] },
    });
    expect(entryOf('q::', `${jwt}, ${asked}`)).toMatchObject({ beside: true });
    expect(entryOf('q::', asked.replace('client_secret_file: /run/secret', 'client_secret_env: SECRET, cache: 5s, audiences: [us]'))).toMatchObject({ secret: { env: 'SECRET' }, cache: 5, expects: { audiences: ['us'] } });
  });

  it('keeps refusals apart from what tokens proved', () => {
    expect(zonesOf(asked)).toEqual(['portcullis_keys', 'portcullis_proofs evict', 'portcullis_asked']);
  });

  it('by other terms is another policy to tokens that are remembered', () => {
    const stampOf = (identity: string) => /"stamp":"(\w+)"/.exec(compile(identity).conf ?? '')?.[1];
    expect(stampOf(asked)).toMatch(/^\w{16}$/);
    expect(stampOf(asked)).not.toBe(stampOf(asked.replace('/ask', '/other')));
  });

  it.each([
    [asked.replace('https://login.example.com/ask', 'http://login.example.com/ask'), ['error 2 tokens are asked about over https, or http on this machine']],
    [asked.replace('https://login.example.com/ask', 'https://me:x@login.example.com/ask'), ['error 2 tokens are asked about over https, or http on this machine']],
    [asked.replace(', client_secret_file: /run/secret', ''), ['error 2 nothing says where the secret of this client is']],
    [asked.replace('client_secret_file', 'client_secret_env: A, client_secret_file'), ['error 2 the secret is to come from a file and from the environment']],
    [asked.replace('client_id', 'cache: 11m, client_id'), ['error 2 `cache` is not from 1 second to 10 minutes']],
    [asked.replace('client_id', 'skew: 6m, client_id'), ['error 2 `skew` is longer than 5 minutes']],
    [asked.replace('client_id', 'roles: [gone], client_id'), ['error 2 there is no role `gone`']],
    [asked.replace('client_id', 'claims: { role: "a..b" }, client_id'), ['error 2 `a..b` is no path to a claim']],
  ])('is refused where it makes no sense: %s', (identity, problems) => {
    expect(problemsOf(identity)).toEqual(problems);
  });

  it('is never told the secret itself, nor where from relative to something', () => {
    expect(problemsOf(asked.replace('client_secret_file: /run/secret', 'client_secret: x'))).not.toEqual([]);
    expect(problemsOf(asked.replace('/run/secret', 'secret'))).not.toEqual([]);
  });

  it('needs to know whom tokens are for', () => {
    expect(problemsOf(asked, '')).toEqual(['error 2 nothing says whom tokens of this issuer are for']);
  });
});
