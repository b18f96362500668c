import { readFile } from 'node:fs/promises';
import { expect, inject, it } from 'vitest';
import { expectDocker } from '../../scripts/docker/docker.ts';
import { readSize, sizeLimit } from '../../scripts/docker/image.ts';
import { runImage } from '../support/container-gateway.ts';

interface Spdx {
  readonly spdxVersion: string;
  readonly packages: readonly { readonly SPDXID: string; readonly name: string; readonly versionInfo: string }[];
  readonly relationships: readonly unknown[];
}

async function inspect<T>(what: string): Promise<T> {
  return JSON.parse(await expectDocker('no image', ['image', 'inspect', '--format', `{{json ${what}}}`, inject('image')])) as T;
}

it('is within the size that is promised', async () => {
  expect(await readSize(inject('image'))).toBeLessThan(sizeLimit);
});

it('says its versions in labels, and they are those of the programs in it', async () => {
  const labels = await inspect<Record<string, string>>('.Config.Labels');
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(labels).toMatchObject({ 'org.opencontainers.image.title': 'Portcullis', 'org.opencontainers.image.licenses': 'Apache-2.0', 'org.opencontainers.image.version': version });
  const { said } = await runImage([], ['sh', '-c', 'nginx -v; qjs --help']);
  expect(said).toContain(`nginx/${labels['portcullis.version.nginx'] ?? 'none'}`);
  expect(said).toContain(`QuickJS version ${labels['portcullis.version.quickjs'] ?? 'none'}`);
  expect(labels['portcullis.version.njs']).toMatch(/^\d+\.\d+\.\d+/);
});

it('lists its parts in SPDX: every package of the system, and what the compiler bundles', async () => {
  const { said } = await runImage([], ['cat', '/usr/share/portcullis/sbom.spdx.json']);
  const { spdxVersion, packages, relationships } = JSON.parse(said) as Spdx;
  expect(spdxVersion).toBe('SPDX-2.3');
  const listed = new Map(packages.map(({ name, versionInfo }) => [name, versionInfo]));
  const system = (await runImage([], ['dpkg-query', '-W', '-f', String.raw`${'$'}{Package} ${'$'}{Version}\n`])).said.trim().split('\n').map((line) => line.split(' '));
  expect(system.length).toBeGreaterThan(50);
  expect(system.filter(([name = '', version]) => listed.get(name) !== version)).toEqual([]);
  expect([...listed.keys()]).toEqual(expect.arrayContaining(['portcullis', 'nginx', 'libnginx-mod-http-js', 'quickjs', 'ajv', 'yaml']));
  expect(new Set(packages.map(({ SPDXID }) => SPDXID)).size).toBe(packages.length);
  expect(relationships).toHaveLength(packages.length);
});

it('has neither Node nor a compiler of other languages in it', async () => {
  const { said } = await runImage([], ['sh', '-c', 'for program in node npm python3 gcc curl; do command -v $program; done; echo end']);
  expect(said.trim()).toBe('end');
});

it('runs as an unprivileged user that is a number, and checks its health', async () => {
  expect(await inspect('.Config.User')).toBe('10001:10001');
  expect(await inspect('.Config.Healthcheck.Test')).toEqual(['CMD', '/usr/share/portcullis/health']);
});
