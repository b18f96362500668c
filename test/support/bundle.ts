import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { inject } from 'vitest';
import { buildBundleInto } from '../../scripts/build-bundle.ts';

/** Builds the njs bundle from the sources, as build.mjs does; `plugins` may replace modules. Returns its path. */
export async function buildBundle(plugins: readonly Plugin[] = []): Promise<string> {
  const folder = await mkdtemp(join(inject('runFolder'), 'bundle-'));
  const outfile = join(folder, 'portcullis.js');
  await buildBundleInto(outfile, packageFolder, plugins);
  return outfile;
}

/** The repository's own folder. */
export const packageFolder = join(import.meta.dirname, '../..');
