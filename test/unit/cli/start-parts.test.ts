import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { adviseInstall } from '../../../src/cli/nginx/advice.ts';
import { pickMirror } from '../../../src/cli/debian/mirror.ts';
import { chooseServer } from '../../../src/cli/start/choose-server.ts';
import { retargetPolicy } from '../../../src/cli/start/retarget-policy.ts';

const one = { name: 'files', upstream: 'files', paths: ['/mcp'], tools: [] };
const described = (...servers: (typeof one)[]): Parameters<typeof chooseServer>[0] => ({ mode: 'enforce', roleHeader: 'X-Agent-Role', roles: [], rules: [], servers });

test("the policy's only server needs no name", () => {
  expect(chooseServer(described(one), undefined)).toBe(one);
});

test('of several servers one must be named', () => {
  expect(() => chooseServer(described(one, { ...one, name: 'mail' }), undefined)).toThrow('choose one with --server: files, mail');
});

test('an unknown server is answered with those there are', () => {
  expect(() => chooseServer(described(one), 'mail')).toThrow('has no server "mail"; it has: files');
});

test("a policy follows an upstream's path and host, and keeps a host it sets itself", () => {
  const moved = parse(retargetPolicy('servers: { files: { upstream: files } }', 'files', new URL('http://127.0.0.1:3000/other'))) as unknown;
  expect(moved).toEqual({ servers: { files: { upstream: 'files', upstream_path: '/other', host: '127.0.0.1:3000' } } });
  const kept = parse(retargetPolicy('servers: { files: { upstream: files, host: inner } }', 'files', new URL('http://127.0.0.1:3000'))) as unknown;
  expect(kept).toEqual({ servers: { files: { upstream: 'files', host: 'inner' } } });
});

test("the mirror is the first archive of Debian itself in apt's list", () => {
  const targets = 'Packages https://mirror.example/debian-security/\nSources https://mirror.example/debian/\nPackages https://mirror.example/debian/\n';
  expect(pickMirror(targets)).toBe('https://mirror.example/debian/');
  expect(pickMirror('Packages https://mirror.example/ubuntu/\n')).toBeUndefined();
});

test.each([
  ['darwin', '', 'macOS'],
  ['linux', 'ID=alpine\n', 'apk add'],
  ['linux', 'ID=rocky\nID_LIKE="rhel centos fedora"\n', 'nginx-module-njs'],
  ['linux', 'ID=ubuntu\nID_LIKE=debian\n', 'PORTCULLIS_DEBIAN_MIRROR'],
  ['linux', '', 'QuickJS'],
] as const)('on %s %j the advice says %s', (platform, osRelease, said) => {
  expect(adviseInstall(platform, osRelease)).toContain(said);
});
