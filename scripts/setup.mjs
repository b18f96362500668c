// What `npm start` and `npm test` need before anything else. Plain Node: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const needed = { major: 20, minor: 19 };

/** Ends this process with a clear message when Node is too old. */
export function expectNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return;
  console.error(`portcullis: Node ${process.versions.node} found, ${needed.major}.${needed.minor} or newer needed`);
  process.exit(1);
}

/** Installs the dependencies the lock file names, unless exactly those are there. */
export function installDependencies() {
  if (areInstalled()) return;
  console.error('installing dependencies (npm ci)');
  expectSuccess('npm ci', spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }));
}

/** Builds dist/ when it is missing; it is committed, so that is rare. */
export function buildIfMissing() {
  if (existsSync('dist/cli.js') && existsSync('dist/portcullis.js')) return;
  console.error('building');
  expectSuccess('the build', spawnSync(process.execPath, ['build.mjs'], { stdio: ['ignore', 2, 2] }));
}

/** npm notes what it installed once it is done, so a half-finished installation counts as none. */
function areInstalled() {
  try {
    const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
    const installed = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
    return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version);
  } catch {
    return false;
  }
}

function expectSuccess(what, { status, error }) {
  if (status === 0) return;
  console.error(`portcullis: ${what} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}
