import { describe, expect, it, test } from 'vitest';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import type { PolicyDescription } from '../../../src/compiler/describe-policy.ts';
import { chooseServers } from '../../../src/container/choose-servers.ts';
import { readUpstreams, type Upstreams } from '../../../src/container/upstreams.ts';

describe('MCP_UPSTREAM', () => {
  test.each([
    ['http://server:3000/mcp', { protocol: 'http:', hostname: 'server', port: 3000, host: 'server:3000', pathname: '/mcp' }],
    ['https://mcp.example.com', { protocol: 'https:', hostname: 'mcp.example.com', port: 443, host: 'mcp.example.com', pathname: '/' }],
    ['http://[::1]:3000/', { protocol: 'http:', hostname: '[::1]', port: 3000, host: '[::1]:3000', pathname: '/' }],
    ['HTTP://my_server/mcp', { protocol: 'http:', hostname: 'my_server', port: 80, host: 'my_server', pathname: '/mcp' }],
  ])('%s is one URL', (text, url) => {
    expect(readUpstreams(text)).toEqual({ kind: 'only', url });
  });

  it('names several servers', () => {
    const read = readUpstreams(' files=http://files:3000/mcp\n tools=https://tools/mcp ');
    expect(read.kind === 'named' && [...read.urls].map(([name, { host }]) => [name, host])).toEqual([['files', 'files:3000'], ['tools', 'tools']]);
  });

  test.each([
    '', ' ', 'server:3000', 'ftp://server/', 'http://', 'http://user@server/', 'http://server:0/', 'http://server:70000/', 'http://server/mcp?x=1', 'http://server/a#b',
    'http://se rver/', 'http://server;x/', 'http://a/ http://b/', 'a=http://a/ b', 'a=http://a/ a=http://b/', '=http://a/', 'a=', 'http://-$x/',
  ])('%j is refused', (text) => {
    expect(readUpstreams(text)).toMatchObject({ kind: 'wrong' });
  });
});

describe('servers of the policy', () => {
  it('the only one gets the only URL', () => {
    expect(chooseServers(describePolicy(['a']), read('http://x:1/'))).toMatchObject([{ name: 'a', upstreamName: 'up', upstreamUrl: { host: 'x:1' } }]);
  });

  test.each([
    ['several servers and one URL', ['a', 'b'], 'http://x:1/', 'MCP_UPSTREAM="a=http://a:3000/mcp b=http://b:3000/mcp"'],
    ['a name the policy does not have', ['a'], 'z=http://x:1/', 'the policy has no server z; it has: a'],
    ['a server without a URL', ['a', 'b'], 'a=http://x:1/', 'MCP_UPSTREAM has no URL for: b'],
    ['two addresses of one upstream', ['a', 'b'], 'a=http://x:1/ b=http://x:2/', 'the upstream up of the policy would have two addresses'],
  ])('%s is said', (_, servers, text, problem) => {
    expect(chooseServers(describePolicy(servers), read(text))).toContain(problem);
  });
});

function describePolicy(names: readonly string[]): PolicyDescription {
  const servers = names.map((name) => `  ${name}: { upstream: up, path: /${name}, tools: { t: { roles: [r] } } }\n`).join('');
  const { description, problems } = compilePolicy(`version: 1\nidentity: { trusted_hops: [127.0.0.1/32] }\nroles: { r: {} }\nservers:\n${servers}`, 'p.yaml');
  if (description === undefined) throw new Error(JSON.stringify(problems));
  return description;
}

function read(text: string): Exclude<Upstreams, { readonly kind: 'wrong' }> {
  const upstreams = readUpstreams(text);
  if (upstreams.kind === 'wrong') throw new Error(upstreams.problem);
  return upstreams;
}
