import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('the Dockerfile says the version of the package, whoever builds it', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await readFile('Dockerfile', 'utf8')).toContain(`org.opencontainers.image.version="${version}"`);
});
