// `npm start`: sets up what is missing, then runs `portcullis start` with the same arguments.
import { join } from 'node:path';
import { buildIfMissing, expectNode, installDependencies } from './setup.mjs';

const root = join(import.meta.dirname ?? '.', '..');
expectNode();
process.chdir(root);
installDependencies();
buildIfMissing();
process.argv.splice(1, 1, join(root, 'dist/cli.js'), 'start');
await import('../dist/cli.js');
