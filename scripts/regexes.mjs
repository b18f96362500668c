// Bundles the check of every regex's time (TypeScript) and runs it; part of `npm run lint`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outdir = join(root, '.cache/regexes');
// Split, so that a module can be loaded while it is watched.
await build({ absWorkingDir: root, entryPoints: ['scripts/regexes/main.ts'], outdir, splitting: true, bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm', outExtension: { '.js': '.mjs' }, logLevel: 'error' });
await import(pathToFileURL(join(outdir, 'main.mjs')).href);
