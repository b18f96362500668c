import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { bootstrapImage } from '../../scripts/docker/base-image.ts';
import { docker, expectDocker } from '../../scripts/docker/docker.ts';
import { tryBuild } from '../../scripts/docker/image.ts';

const old = `portcullis-base:old-${process.pid}`;
const bare = `portcullis-base:bare-${process.pid}`;
const tag = `portcullis:refused-${process.pid}`;

beforeAll(async () => {
  await bootstrapImage(old, 'bookworm');
  const folder = await mkdtemp(join(inject('runFolder'), 'bare-'));
  await writeFile(join(folder, 'Dockerfile'), 'FROM debian:forky-slim\nRUN apt-get update && apt-get install -y --no-install-recommends nginx\n');
  await expectDocker('no base without njs', ['build', '-q', '-t', bare, folder], 300_000);
});
afterAll(async () => {
  await docker(['image', 'rm', old, bare]);
});

it('stops on a base whose nginx is too old, naming the versions', async () => {
  const { code, said } = await tryBuild(tag, old);
  expect(code).not.toBe(0);
  expect(said).toMatch(/portcullis: this base image will not do: nginx 1\.22\.\d+ found, 1\.30\.4 or newer needed/);
});

it('stops on a base whose nginx has no njs', async () => {
  const { code, said } = await tryBuild(tag, bare);
  expect(code).not.toBe(0);
  expect(said).toMatch(/portcullis: this base image will not do: its nginx cannot run njs with QuickJS: .*js_engine/);
});

it('builds on another base that has what is needed', async () => {
  const { code } = await tryBuild(tag, inject('image'));
  expect(code).toBe(0);
  await expectDocker('cannot remove', ['image', 'rm', tag]);
});
