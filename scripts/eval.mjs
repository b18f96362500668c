// Bundles the evaluation of detection (TypeScript) and runs it: `npm run eval -- FILE.jsonl` (`--help` tells the options).
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outfile = join(root, '.cache/eval/eval.js');
await build({ absWorkingDir: root, entryPoints: ['eval/main.ts'], outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm', logLevel: 'error' });
await import(pathToFileURL(outfile).href);
