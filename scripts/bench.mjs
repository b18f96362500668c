// Bundles the bench (TypeScript) and runs it: `npm run bench [-- --quick] [--json FILE] [--nginx PATH]`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outdir = join(root, '.cache/bench');
await build({
  absWorkingDir: root,
  // The load process is a program of its own, found beside the main one.
  entryPoints: { bench: 'bench/main.ts', 'load-process': 'bench/load/process.ts' },
  outdir,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'error',
});
await import(pathToFileURL(join(outdir, 'bench.js')).href);
