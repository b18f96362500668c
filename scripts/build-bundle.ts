import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { plainStrings } from './plain-strings.mjs';

/** Builds the njs bundle from the sources of the package in this folder, as build.mjs does; `plugins` may replace modules. */
export async function buildBundleInto(outfile: string, packageFolder: string, plugins: readonly Plugin[] = [], entry = 'src/index.ts'): Promise<void> {
  await build({
    entryPoints: [join(packageFolder, entry)],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    external: ['crypto', 'fs'],
    outfile,
    logLevel: 'error',
    plugins: [...plugins, plainStrings],
  });
}
