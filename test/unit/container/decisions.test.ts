import { describe, expect, it } from 'vitest';
import { parseResolvConf } from '../../../src/cli/start/resolv-conf.ts';
import { readEndpoints } from '../../../src/container/decisions.ts';
import { findLack } from '../../../src/container/find-lack.ts';

const usual = '/portcullis_decision';
const endpoint = 'http://pdp:3592/access/v1/evaluation';

function endpointsOf(text: string, ...locations: readonly string[]): unknown {
  const read = readEndpoints(text, locations);
  return typeof read === 'string' ? read : [...read].map(([location, { host, pathname }]) => [location, host, pathname]);
}

describe('PORTCULLIS_DECISIONS', () => {
  it('says where each location of the policy leads', () => {
    expect(endpointsOf('', ...[])).toEqual([]);
    expect(endpointsOf(endpoint, usual)).toEqual([[usual, 'pdp:3592', '/access/v1/evaluation']]);
    expect(endpointsOf(`${usual}=${endpoint}`, usual)).toEqual([[usual, 'pdp:3592', '/access/v1/evaluation']]);
    expect(endpointsOf(` ${usual}=${endpoint}\n/opa=https://opa/v1/data/mcp/allow `, usual, '/opa')).toEqual([[usual, 'pdp:3592', '/access/v1/evaluation'], ['/opa', 'opa', '/v1/data/mcp/allow']]);
  });

  it('leaves locations to the configuration of its owner if told so', () => {
    expect(endpointsOf('own', usual, '/opa')).toEqual([]);
  });

  it.each([
    ['', [usual], 'is to say where'],
    [endpoint, [], 'the policy has no `decisions`'],
    ['own', [], 'the policy has no `decisions`'],
    [endpoint, [usual, '/opa'], 'give each its URL'],
    [`${endpoint} ${endpoint}`, [usual], `names ${usual} twice`],
    [`own ${endpoint}`, [usual], '"own" has no URL'],
    ['/other=http://pdp/x', [usual], 'the policy has no location /other'],
    ['/opa=http://pdp/x', [usual, '/opa'], `has no URL for: ${usual}`],
    ['http://pdp:3592', [usual], 'has no URL of an endpoint'],
    ['http://pdp/$request_uri', [usual], 'has no URL of an endpoint'],
    ['http://pdp/x;', [usual], 'has no URL of an endpoint'],
    ['http://u:p@pdp/x', [usual], 'has no URL of an endpoint'],
    ['ftp://pdp/x', [usual], 'has no URL of an endpoint'],
  ])('%j for %j is named as wrong', (text, locations, said) => {
    expect(endpointsOf(text, ...locations)).toContain(said);
  });
});

describe('what is fetched', () => {
  const lackOf = (url: string, secret?: { readonly file: string } | { readonly env: string }, resolvConf = 'nameserver 127.0.0.11'): string | undefined =>
    findLack({ urls: ['http://127.0.0.1/keys', url], ...(secret && { secret }) }, {
      resolvConf: parseResolvConf(resolvConf),
      getenv: (name) => ({ SECRET: 'x', EMPTY: '' })[name],
      unreadable: (path) => (path === '/secret' ? undefined : 'No such file or directory'),
    });

  it.each([
    ['https://login.example.com/keys', undefined, undefined],
    ['https://192.0.2.1/keys', undefined, ''],
    ['https://[2001:db8::1]:8443/keys', undefined, ''],
    ['https://a.example', { env: 'SECRET' }, undefined],
    ['https://a.example', { file: '/secret' }, undefined],
  ] as const)('lacks nothing: %s %j', (url, secret, resolvConf) => {
    expect(lackOf(url, secret, resolvConf)).toBeUndefined();
  });

  it.each([
    ['a name and nobody to ask', 'https://login.example.com:8443/keys', undefined, '', 'no name server to ask for login.example.com'],
    ['no variable', 'https://a.example', { env: 'OTHER' }, undefined, 'the environment has no OTHER'],
    ['an empty variable', 'https://a.example', { env: 'EMPTY' }, undefined, 'the environment has no EMPTY'],
    ['no file', 'https://a.example', { file: '/other' }, undefined, 'cannot read the secret /other: No such file or directory'],
  ] as const)('lacks something: %s', (_, url, secret, resolvConf, said) => {
    expect(lackOf(url, secret, resolvConf)).toContain(said);
  });
});
