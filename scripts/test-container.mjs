// `npm run test:container`: the container lane, with a Docker engine made for it where none answers.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { provideContainers } from './containers.mjs';
import { expectNode, installDependencies } from './setup.mjs';

expectNode();
process.chdir(join(import.meta.dirname, '..'));
installDependencies();
const { reason, stop } = provideContainers();
if (reason === undefined) {
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'container', ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
  stop();
} else {
  console.error(`container: DID NOT RUN: ${reason}`);
  process.exitCode = 1;
}
