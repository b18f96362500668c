// `node scripts/docker/engine.mjs up|down|status`: a Docker engine for the container tests, made where none answers.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installDependencies } from '../setup.mjs';

const root = join(import.meta.dirname, '../..');
process.chdir(root);
installDependencies();
// What installs its own dependencies can import them only afterwards.
const { build } = await import('esbuild');
const outfile = join(root, `.cache/docker/engine.${process.pid}.mjs`);
await build({ entryPoints: ['scripts/docker/main.ts'], outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm', logLevel: 'error' });
await import(pathToFileURL(outfile).href);
