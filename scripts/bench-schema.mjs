// `npm run bench:schema`: what checks arguments against a JSON Schema in nginx's engine, and what it costs there.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installDependencies } from './setup.mjs';

process.chdir(join(import.meta.dirname, '..'));
installDependencies();
const outfile = '.cache/bench-schema.mjs';
await build({ entryPoints: ['bench/json-schema.ts'], bundle: true, packages: 'external', platform: 'node', format: 'esm', outfile, logLevel: 'error' });
const { njs } = JSON.parse(execFileSync(process.execPath, ['dist/cli.js', 'nginx', '--json'], { encoding: 'utf8' }));
if (njs === undefined) throw new Error('this nginx comes without the njs command; let the private copy be made');
execFileSync(process.execPath, [outfile, ...njs], { stdio: 'inherit' });
