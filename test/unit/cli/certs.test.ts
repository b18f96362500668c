import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../support/bundle.ts';

const spiffe = 'spiffe://example.org/ns/ops/deploy';
let home = '';
let program = '';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'portcullis-certs-'));
  program = join(packageFolder, 'node_modules', `.portcullis-certs-${process.pid}.mjs`);
  await build({ entryPoints: [join(packageFolder, 'src/cli/main.ts')], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile: program, logLevel: 'error' });
});
afterAll(() => {
  rmSync(home, { recursive: true });
  rmSync(program);
});

function run(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'certs', ...args], { cwd: home, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { code: status, out: stdout, err: stderr };
}

const file = (folder: string, name: string): string => join(home, folder, name);
const certificate = (folder: string, name: string): X509Certificate => new X509Certificate(readFileSync(file(folder, name)));
/** What openssl makes of a certificate for this purpose, with the list of what was revoked. */
function verify(folder: string, name: string, purpose: string): boolean {
  const { status } = spawnSync('openssl', ['verify', '-CAfile', file(folder, 'ca.pem'), '-CRLfile', file(folder, 'crl.pem'), '-crl_check', '-x509_strict', '-purpose', purpose, file(folder, name)], { stdio: 'ignore' });
  return status === 0;
}

describe('portcullis certs', { timeout: 60_000 }, () => {
  it('makes an authority, a server and a client when told nothing, and says how to use them', () => {
    const { code, out, err } = run('plain');
    expect({ code, files: readdirSync(join(home, 'plain')).sort() }).toEqual({ code: 0, files: ['ca.index', 'ca.key', 'ca.pem', 'client-agent.key', 'client-agent.pem', 'crl.pem', 'server.key', 'server.pem'] });
    expect(out).toContain('client-agent.pem');
    for (const directive of ['ssl_client_certificate', 'ssl_crl', 'ssl_verify_client']) expect(err).toContain(directive);
    for (const name of ['ca.key', 'client-agent.key', 'server.key']) expect(statSync(file('plain', name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'plain')).mode & 0o777).toBe(0o700);
    for (const name of ['ca', 'client-agent', 'server']) expect(certificate('plain', `${name}.pem`).checkPrivateKey(createKey(file('plain', `${name}.key`)))).toBe(true);
  });

  it('makes certificates for one purpose each, by the names asked for', () => {
    expect(run('named', '--server', 'mcp.example.com', '--server', '192.0.2.1', '--client', `deploy=${spiffe}`, '--client', 'ci=ci.agents.example.org', '--client', 'bare', '--days', '3').code).toBe(0);
    const server = certificate('named', 'server.pem');
    expect([server.checkHost('mcp.example.com'), server.checkHost('localhost'), server.checkIP('192.0.2.1'), server.checkIP('::1'), server.checkHost('example.com')]).toEqual(['mcp.example.com', 'localhost', '192.0.2.1', '::1', undefined]);
    expect(['deploy', 'ci', 'bare'].map((name) => [certificate('named', `client-${name}.pem`).subject, certificate('named', `client-${name}.pem`).subjectAltName])).toEqual([['CN=deploy', `URI:${spiffe}`], ['CN=ci', 'DNS:ci.agents.example.org'], ['CN=bare', undefined]]);
    expect(Date.parse(server.validTo) - Date.parse(server.validFrom)).toBe(3 * 86_400_000);
    expect([verify('named', 'server.pem', 'sslserver'), verify('named', 'server.pem', 'sslclient'), verify('named', 'client-ci.pem', 'sslclient'), verify('named', 'client-ci.pem', 'sslserver')]).toEqual([true, false, true, false]);
  });

  it('takes the authority that is there, and revokes', () => {
    run('grown', '--client', 'old');
    const before = readFileSync(file('grown', 'ca.pem'));
    expect(run('grown', '--client', 'new').code).toBe(0);
    expect(run('grown', '--revoke', 'old').code).toBe(0);
    expect(run('grown', '--client', 'newer', '--client', 'newest', '--revoke', 'newer').code).toBe(1);
    expect(readFileSync(file('grown', 'ca.pem'))).toEqual(before);
    expect(['old', 'new'].map((name) => verify('grown', `client-${name}.pem`, 'sslclient'))).toEqual([false, true]);
    run('grown', '--revoke', 'new');
    expect(['old', 'new'].map((name) => verify('grown', `client-${name}.pem`, 'sslclient'))).toEqual([false, false]);
    expect(run('grown', '--client', 'old', '--force').code).toBe(0);
    expect(verify('grown', 'client-old.pem', 'sslclient')).toBe(true);
  });

  it('replaces nothing unless told', () => {
    run('kept', '--client', 'a');
    const before = readFileSync(file('kept', 'client-a.key'));
    const { code, err } = run('kept', '--client', 'b', '--client', 'a');
    expect([code, readFileSync(file('kept', 'client-a.key')), readdirSync(join(home, 'kept')).includes('client-b.pem')]).toEqual([1, before, false]);
    expect(err).toContain('--force');
    expect(run('kept', '--client', 'a', '--force').code).toBe(0);
    expect(readFileSync(file('kept', 'client-a.key'))).not.toEqual(before);
  });

  it('leaves nothing half made', () => {
    run('half', '--client', 'a');
    writeFileSync(file('half', 'ca.key'), 'broken');
    expect(run('half', '--client', 'b').code).toBe(1);
    expect(readdirSync(join(home, 'half')).filter((name) => name.startsWith('client-b') || name.startsWith('.'))).toEqual([]);
    rmSync(file('half', 'ca.key'));
    expect(run('half', '--client', 'b').err).toContain('only one of ca.pem and ca.key');
  });

  it.each([
    ['a name with a slash', ['--client', '../a']],
    ['a name that is another option', ['--client', 'a/CN=b']],
    ['a second name in the URI', ['--client', 'a=spiffe://x/y,DNS:evil']],
    ['a line feed in the URI', ['--client', 'a=spiffe://x\nsubjectAltName=DNS:evil']],
    ['one client twice', ['--client', 'a', '--client', 'a=b.example.org']],
    ['no days', ['--days', '0']],
    ['a server that is none', ['--server', 'a,DNS:b']],
    ['one to revoke that is not there', ['--revoke', 'nobody']],
  ])('refuses %s', (_, args) => {
    expect(run('refused', ...args).code).toBe(1);
    expect(readdirSync(join(home, 'refused'))).toEqual([]);
  });
});

function createKey(path: string): KeyObject {
  return createPrivateKey(readFileSync(path));
}
