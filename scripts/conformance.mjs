// Bundles the conformance runner (TypeScript) and runs it: `npm run conformance [-- --only SUITE] [--json FILE]`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outfile = join(root, '.cache/conformance/main.js');
await build({
  absWorkingDir: root,
  entryPoints: ['conformance/main.ts'],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'error',
});
await import(pathToFileURL(outfile).href);
