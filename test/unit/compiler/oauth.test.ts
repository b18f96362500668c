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
const issuer = 'authorization_servers: ["https://login.example.com"]';

/** The parts stand in lines 2, 5 and 6. */
function compile({ identity = issuer, server = resource, tool = '', more = '' }: Parts = {}): ReturnType<typeof compilePolicy> {
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

  it('is not there where no server has a resource', () => {
    expect(documents({ identity: '', server: '' })).toEqual([]);
  });
});

describe('scopes', () => {
  const hierarchy = 'scopes: { "files:read": {}, "files:write": { includes: ["files:read"] }, "files:admin": { includes: ["files:write"] }, gone: {} }';

  it('that a server needs are needed for all there is on it, once', () => {
    const parts = { server: `scopes: [mcp], prompts: { p: { roles: [reader] } }, resources: [{ uri: "a:b", roles: [reader], scopes: [list] }]`, tool: 'scopes: [mcp, read]', identity: '' };
    expect(entryOf('s:files:', parts)).toMatchObject({ scopes: [['mcp']] });
    expect(entryOf('t:files:read', parts)).toMatchObject({ scopes: [['mcp'], ['read']] });
    expect(entryOf('p:files:p', parts)).toMatchObject({ scopes: [['mcp']] });
    expect(entryOf('u:files:', parts)).toMatchObject({ grants: [{ scopes: [['mcp'], ['list']] }] });
  });

  it('are worked out to all that include them, near or far, the needed one first', () => {
    const parts = { identity: `${hierarchy}, ${issuer}`, tool: 'scopes: ["files:write", "files:read"]' };
    expect(entryOf('t:files:read', parts)).toMatchObject({ scopes: [['files:write', 'files:admin'], ['files:read', 'files:write', 'files:admin']] });
  });

  it('take no room where there are none', () => {
    expect(entryOf('s:files:', { server: '', identity: '' })).toEqual({ mode: 'enforce', roles: ' reader ' });
    expect(entryOf('t:files:read', { server: '', identity: '' })).toEqual({ name: 'read', roles: ' reader ' });
  });

  it('leave where the metadata is to the server\'s entry', () => {
    expect(entryOf('s:files:', {})).toMatchObject({ resource: 'https://mcp.example.com/.well-known/oauth-protected-resource/files/mcp' });
    expect(entryOf('s:files:', { server: 'resource: "http://127.0.0.1:8080"' })).toMatchObject({ resource: 'http://127.0.0.1:8080/.well-known/oauth-protected-resource' });
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
    ['for a scope that is not in the list', { identity: 'scopes: { "files:read": {}, gone: {} }', server: '', tool: 'scopes: ["files:raed"]' }, ['error 6 there is no scope `files:raed` in `identity.scopes`']],
    ['for scopes in a circle', { identity: 'scopes: { a: { includes: [b] }, b: { includes: [a] }, gone: {} }', server: '' }, ['error 2 scopes include each other in a circle: a -> b -> a']],
    ['for a scope that includes what is not there', { identity: 'scopes: { a: { includes: [b] }, gone: {} }', server: '' }, ['error 2 there is no scope `b`']],
    ['for `offline_access`', { tool: 'scopes: [offline_access]' }, ['error 6 `offline_access` is between clients and their issuer']],
    ['for a resource whose tokens nobody issues', { identity: '' }, ['error 5 nobody issues tokens for this `resource`']],
    ['for issuers of nobody\'s tokens', { server: '' }, ['warning 2 nobody is told of `authorization_servers`: no server has a `resource`']],
    ['for an issuer without TLS', { identity: 'authorization_servers: ["http://login.example.com"]' }, ['error 2 `http://login.example.com` is not an https URL']],
    ['for a name of no resource', { identity: '', server: 'resource_name: Files' }, ['error 5 `resource_name` has no meaning without `resource`']],
    ['for two resources that differ by port alone', { more: mail.replace('example.com/mail"', 'example.com:8443/files/mcp"') }, ['error 7 `https://mcp.example.com:8443/files/mcp` and `https://mcp.example.com/files/mcp` differ by scheme or port alone, so that nginx cannot tell their metadata apart']],
  ])('%s', (_, parts, problems) => {
    expect(problemsOf(parts)).toEqual(problems);
  });

  it('for metadata longer than nginx takes', () => {
    const long = Array.from({ length: 32 }, (_, index) => `"${String(index).padStart(120, 'x')}"`).join(', ');
    expect(problemsOf({ tool: `scopes: [${long}]` })).toEqual(['error 5 the metadata of this `resource` is longer than nginx takes']);
  });
});
