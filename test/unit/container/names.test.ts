import { describe, expect, it, test } from 'vitest';
import { parseResolvConf } from '../../../src/cli/start/resolv-conf.ts';
import { findTarget } from '../../../src/container/find-targets.ts';
import { findInHosts, listFullNames } from '../../../src/container/names.ts';

const kubernetes = 'search prod.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
const hosts = '127.0.0.1 localhost\n::1 localhost ip6-localhost\nfd00::7 six # a comment\n172.17.0.1 host.docker.internal gateway\n';

describe('/etc/resolv.conf', () => {
  it('says name servers, search domains and ndots', () => {
    expect(parseResolvConf(kubernetes)).toEqual({ nameservers: ['10.96.0.10'], search: ['prod.svc.cluster.local', 'svc.cluster.local', 'cluster.local'], ndots: 5 });
    expect(parseResolvConf('# made by Docker\nnameserver 127.0.0.11 # embedded\noptions edns0 ndots:0\n')).toEqual({ nameservers: ['127.0.0.11'], search: [], ndots: 0 });
    expect(parseResolvConf('')).toEqual({ nameservers: [], search: [], ndots: 1 });
  });

  it('keeps name servers nginx can ask', () => {
    expect(parseResolvConf('nameserver fd00::53\nnameserver fe80::1%eth0\nnameserver 1.1.1.1;\nnameserver x}\n').nameservers).toEqual(['[fd00::53]', '1.1.1.1']);
  });
});

test.each([
  ['mcp', ['mcp.prod.svc.cluster.local', 'mcp.svc.cluster.local', 'mcp.cluster.local', 'mcp']],
  ['mcp.other', ['mcp.other.prod.svc.cluster.local', 'mcp.other.svc.cluster.local', 'mcp.other.cluster.local', 'mcp.other']],
  ['mcp.example.com.', ['mcp.example.com']],
  ['a.b.c.d.e.f', ['a.b.c.d.e.f']],
])('%s may stand for %j', (name, names) => {
  expect(listFullNames(name, parseResolvConf(kubernetes))).toEqual(names);
});

test.each([['localhost', '127.0.0.1'], ['Gateway', '172.17.0.1'], ['six', '[fd00::7]'], ['a', undefined], ['comment', undefined]])('/etc/hosts: %s is %s', (name, address) => {
  expect(findInHosts(hosts, name)).toBe(address);
});

describe('where a server is looked for', () => {
  const sources = { hosts, resolvConf: parseResolvConf(kubernetes), isKnown: (name: string): boolean => name === 'mcp.svc.cluster.local.' };

  test.each([
    ['an address is itself', '10.0.0.1', { kind: 'address', host: '10.0.0.1' }],
    ['a name of /etc/hosts is its address', 'host.docker.internal', { kind: 'address', host: '172.17.0.1' }],
    ['a short name is the full one that is known', 'mcp', { kind: 'name', host: 'mcp.svc.cluster.local' }],
    ['a short name nobody knows yet is the first it may stand for', 'late', { kind: 'name', host: 'late.prod.svc.cluster.local' }],
  ])('%s', (_, hostname, target) => {
    expect(findTarget(hostname, sources)).toEqual(target);
  });

  it('a name without a name server is said', () => {
    expect(findTarget('mcp', { ...sources, resolvConf: parseResolvConf('') })).toContain('no name server');
  });
});
