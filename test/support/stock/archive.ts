import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { packageFolder } from '../bundle.ts';

/** The release archive, made by `npm run package` once in a run. */
export async function makeArchive(): Promise<string> {
  const folder = join(inject('runFolder'), 'release');
  if (!existsSync(folder)) await expectSuccess(process.execPath, join(packageFolder, 'scripts/package.mjs'), folder);
  const name = (await readdir(folder)).find((file) => file.endsWith('.tar.gz'));
  if (name === undefined) throw new Error('npm run package made no archive');
  return join(folder, name);
}

/** Unpacks the release archive as its user does. */
export async function unpackArchive(target: string): Promise<void> {
  await expectSuccess('tar', '-xzf', await makeArchive(), '-C', target);
}

async function expectSuccess(...argv: string[]): Promise<void> {
  const { code, stderr } = await run(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${stderr}`);
}
