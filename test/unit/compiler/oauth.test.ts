import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { readConf } from './read-conf.ts';

interface Parts {
  readonly identity?: string;
  readonly server?: string;
  readonly tool?: string;
  readonly more?: string;
}

const resource = 'resource: "https://mcp.example.com/files/mcp"';
const tokens = 'jwt: [{ issuer: "https://login.example.com", jwks: "https://login.example.com/keys" }]';

/** The parts stand in lines 2, 5 and 6. */
function compile({ identity = tokens, server = resource, tool = '', more = '' }: Parts = {}): ReturnType<typeof compilePolicy> {
  return compilePolicy(`version: 1
identity: { ${['trusted_hops: [10.0.0.1/32]', identity].filter(Boolean).join(', ')} }
roles: { reader: {} }
servers:
  files: { ${['upstream: up', server].filter(Boolean).join(', ')},
    tools: { read: { ${['roles: [reader]', tool].filter(Boolean).join(', ')} }, old: { enabled: false, scopes: [gone] } } }
${more}
`, 'p.yaml');
}

const problemsOf = (parts: Parts): readonly string[] => compile(parts).problems.map(({ severity, line, message }) => `${severity} ${line} ${message}`);
const entryOf = (key: string, parts: Parts): unknown => JSON.parse(readConf(compile(parts).conf ?? '')(key) ?? 'null');
/** Path below the host, and the document. */
const documents = (parts: Parts): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  [...(compile(parts).conf ?? '').matchAll(/^ {4}"~\^w:(.*)\/\?\$" '(.*)';$/gm)].map(([, key = '', text = '']) => [key.replaceAll('\\', ''), JSON.parse(text) as Readonly<Record<string, unknown>>]);

const audience = tokens.replace('jwks', 'audiences: [us], jwks');
const mail = '  mail: { upstream: up, resource: "https://mcp.example.com/mail", resource_name: "Alice\'s $mail", resource_documentation: "https://docs.example.com/mail", tools: { send: { roles: [reader], scopes: ["mail:send"] } } }';
const wellKnown = 'mcp.example.com/.well-known/oauth-protected-resource';

describe('metadata', () => {
  it('is at the path of the resource below the well-known one, and for the host while it has no other', () => {
    const document = { resource: 'https://mcp.example.com/files/mcp', authorization_servers: ['https://login.example.com'], bearer_methods_supported: ['header'] };
    expect(documents({})).toEqual([[`${wellKnown}/files/mcp`, document], [wellKnown, document]]);
  });

  it('is of each resource by itself where a host has several', () => {
    expect(documents({ more: mail }).map(([path, { resource: url }]) => [path, url])).toEqual([
      [`${wellKnown}/files/mcp`, 'https://mcp.example.com/files/mcp'],
      [`${wellKnown}/mail`, 'https://mcp.example.com/mail'],
    ]);
  });

  it('of one host says nothing of another', () => {
    expect(documents({ more: mail.replace('mcp.example.com', 'mail.example.com:8443') }).map(([path]) => path)).toEqual([
      `${wellKnown}/files/mcp`, wellKnown, 'mail.example.com/.well-known/oauth-protected-resource/mail', 'mail.example.com/.well-known/oauth-protected-resource',
    ]);
  });

  it('of a resource without a path is that of the host, beside others', () => {
    const paths = documents({ server: 'resource: "https://mcp.example.com"', more: mail }).map(([path, { resource: url }]) => [path, url]);
    expect(paths).toEqual([[wellKnown, 'https://mcp.example.com'], [`${wellKnown}/mail`, 'https://mcp.example.com/mail']]);
  });

  it('has every scope that something needs, and what people are told', () => {
    const [, document] = documents({ server: `${resource}, scopes: [mcp], prompts: { p: { roles: [reader], scopes: [prompts, mcp] } }, resources: [{ uri: "a:b", roles: [reader], scopes: ["files:list"] }]`, tool: 'scopes: ["files:read"]', more: mail }).find(([path]) => path.endsWith('/mcp')) ?? [];
    expect(document?.['scopes_supported']).toEqual(['mcp', 'files:read', 'prompts', 'files:list']);
    expect(documents({ more: mail }).find(([path]) => path.endsWith('/mail'))?.[1]).toMatchObject({ scopes_supported: ['mail:send'], resource_name: "Alice's $mail", resource_documentation: 'https://docs.example.com/mail' });
  });

  it('of servers with one URL is one', () => {
    expect(documents({ tool: 'scopes: [a]', more: mail.replace('.com/mail"', '.com/files/mcp"') })).toMatchObject([[`${wellKnown}/files/mcp`, { scopes_supported: ['a', 'mail:send'] }], [wellKnown, {}]]);
  });

  it('names who issues tokens: those of whom they are taken, or others', () => {
    const [, own] = documents({ identity: tokens.replace('jwt: [', 'jwt: [{ issuer: not-a-url, jwks: "https://a.example/keys" }, ') })[0] ?? [];
    expect(own).toMatchObject({ authorization_servers: ['https://login.example.com'] });
    const [, other] = documents({ identity: `${tokens}, authorization_servers: ["https://front.example.com/realms/a", "http://127.0.0.1:8080"]` })[0] ?? [];
    expect(other).toMatchObject({ authorization_servers: ['https://front.example.com/realms/a', 'http://127.0.0.1:8080'] });
  });

  it('is not there where no server has a resource', () => {
    expect(documents({ identity: audience, server: '' })).toEqual([]);
  });
});

describe('scopes', () => {
  const hierarchy = 'scopes: { "files:read": {}, "files:write": { includes: ["files:read"] }, "files:admin": { includes: ["files:write"] }, gone: {} }';

  it('that a server needs are needed for all there is on it, once', () => {
    const parts = { server: `scopes: [mcp], prompts: { p: { roles: [reader] } }, resources: [{ uri: "a:b", roles: [reader], scopes: [list] }]`, tool: 'scopes: [mcp, read]', identity: audience };
    expect(entryOf('s:files:', parts)).toMatchObject({ scopes: [['mcp']] });
    expect(entryOf('t:files:read', parts)).toMatchObject({ scopes: [['mcp'], ['read']] });
    expect(entryOf('p:files:p', parts)).toMatchObject({ scopes: [['mcp']] });
    expect(entryOf('u:files:', parts)).toMatchObject({ grants: [{ scopes: [['mcp'], ['list']] }] });
  });

  it('are worked out to all that include them, near or far, the needed one first', () => {
    const parts = { identity: `${hierarchy}, ${tokens}`, tool: 'scopes: ["files:write", "files:read"]' };
    expect(entryOf('t:files:read', parts)).toMatchObject({ scopes: [['files:write', 'files:admin'], ['files:read', 'files:write', 'files:admin']] });
  });

  it('take no room where there are none', () => {
    expect(entryOf('s:files:', { server: '', identity: audience })).toEqual({ mode: 'enforce', roles: ' reader ' });
    expect(entryOf('t:files:read', { server: '', identity: audience })).toEqual({ name: 'read', roles: ' reader ' });
  });

  it('leave the URL to the server\'s entry', () => {
    expect(entryOf('s:files:', {})).toMatchObject({ resource: 'https://mcp.example.com/files/mcp' });
  });
});

describe('tokens', () => {
  const issuerOf = (parts: Parts): unknown => entryOf('i::https://login.example.com', parts);

  it('are for the server that is called, unless told', () => {
    expect(issuerOf({})).toMatchObject({ expects: { audiences: [] } });
    expect(issuerOf({})).not.toHaveProperty('resources');
  });

  it('that are for a server\'s URL are for that server alone, whatever else is named', () => {
    const named = tokens.replace('jwks', 'audiences: [us, "https://mcp.example.com/mail"], jwks');
    expect(issuerOf({ identity: named, more: mail })).toMatchObject({ expects: { audiences: ['us'] }, resources: ['https://mcp.example.com/mail'] });
  });

  it('that proved something by another URL prove nothing now', () => {
    const stampOf = (parts: Parts): string | undefined => /"stamp":"(\w+)"/.exec(compile(parts).conf ?? '')?.[1];
    expect(stampOf({})).toBe(stampOf({ tool: 'scopes: [a]' }));
    expect(stampOf({})).not.toBe(stampOf({ server: resource.replace('files', 'other') }));
  });
});

describe('a policy is refused', () => {
  it.each([
    ['http', 'http://mcp.example.com/mcp', 'is not an https URL, which only loopback may do without'],
    ['a host that only begins like loopback', 'http://127.0.0.1.example.com/mcp', 'is not an https URL, which only loopback may do without'],
    ['the usual port', 'https://mcp.example.com:443/mcp', 'names the usual port'],
    ['a slash at the end', 'https://mcp.example.com/mcp/', 'ends in a slash'],
    ['a slash for a path', 'https://mcp.example.com/', 'ends in a slash'],
    ['a dot segment', 'https://mcp.example.com/a/../mcp', 'has a dot segment or an empty one'],
    ['an empty segment', 'https://mcp.example.com/a//mcp', 'has a dot segment or an empty one'],
  ])('with a resource that has %s', (_, url, message) => {
    expect(problemsOf({ server: `resource: "${url}"` })).toEqual([`error 5 \`${url}\` ${message}`]);
  });

  it.each(['https://MCP.example.com/mcp', 'https://mcp.example.com/mcp?a=b', 'https://mcp.example.com/mcp#a', 'https://user@mcp.example.com/', 'https://mcp.example.com/"', 'https://mcp.example.com/%2e', 'mcp.example.com', 'https://'])('with a resource at %s', (url) => {
    expect(problemsOf({ server: `resource: '${url}'` })).toContainEqual(expect.stringContaining('error 5 '));
  });

  it.each(['a b', 'a"', 'a\\', 'é', ''])('with the scope `%s`, which no token could have', (scope) => {
    expect(problemsOf({ tool: `scopes: ['${scope}']` })).toMatchObject([expect.stringContaining('error 6 ')]);
  });

  it.each<readonly [string, Parts, readonly string[]]>([
    ['for a scope that is not in the list', { identity: `${audience}, scopes: { "files:read": {}, gone: {} }`, server: '', tool: 'scopes: ["files:raed"]' }, ['error 6 there is no scope `files:raed` in `identity.scopes`']],
    ['for scopes in a circle', { identity: `${audience}, scopes: { a: { includes: [b] }, b: { includes: [a] }, gone: {} }`, server: '' }, ['error 2 scopes include each other in a circle: a -> b -> a']],
    ['for a scope that includes what is not there', { identity: `${audience}, scopes: { a: { includes: [b] }, gone: {} }`, server: '' }, ['error 2 there is no scope `b`']],
    ['for `offline_access`', { tool: 'scopes: [offline_access]' }, ['error 6 `offline_access` is between clients and their issuer']],
    ['for a resource whose tokens are not taken', { identity: '' }, ['error 5 tokens for this `resource` would count for nothing', 'warning 6 scopes bind tokens alone, and none are taken']],
    ['for a resource whose issuers have no URL', { identity: tokens.replace('https://login.example.com"', 'login.example.com"') }, ['error 5 nobody with a URL issues tokens for this `resource`']],
    ['for an issuer of whose tokens nothing says whom they are for', { server: '' }, ['error 2 nothing says whom tokens of this issuer are for']],
    ['for an issuer without TLS', { identity: `${tokens}, authorization_servers: ["http://login.example.com"]` }, ['error 2 `http://login.example.com` is not an https URL']],
    ['for a name of no resource', { identity: audience, server: 'resource_name: Files' }, ['error 5 `resource_name` has no meaning without `resource`']],
    ['for two resources that differ by port alone', { more: mail.replace('example.com/mail"', 'example.com:8443/files/mcp"') }, ['error 7 `https://mcp.example.com:8443/files/mcp` and `https://mcp.example.com/files/mcp` differ by scheme or port alone, so that nginx cannot tell their metadata apart']],
  ])('%s', (_, parts, problems) => {
    expect(problemsOf(parts)).toEqual(problems);
  });

  it('not, but warned of, for issuers that nobody is told of', () => {
    expect(problemsOf({ identity: `${audience}, authorization_servers: ["https://login.example.com"]`, server: '' })).toEqual(['warning 2 nobody is told of `authorization_servers`: no server has a `resource`']);
  });

  it('for metadata longer than nginx takes', () => {
    const long = Array.from({ length: 32 }, (_, index) => `"${String(index).padStart(120, 'x')}"`).join(', ');
    expect(problemsOf({ tool: `scopes: [${long}]` })).toEqual(['error 5 the metadata of this `resource` is longer than nginx takes']);
  });
});
