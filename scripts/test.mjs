// `npm test`: sets up what is missing, runs every lane, ends with how many tests passed and failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideContainers } from './containers.mjs';
import { expectNode, installDependencies } from './setup.mjs';

expectNode();
process.chdir(join(import.meta.dirname, '..'));
installDependencies();

/** Whether a lane that cannot run is a failure. */
const everyLane = process.argv.includes('--every-lane');
const lanes = ['unit', 'cases', 'host', 'engine', 'integration', 'conformance', 'examples', 'fault'];
const reports = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs one program as one check. */
function check(title, ...argv) {
  announce(title);
  const { status } = spawnSync(argv[0], argv.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] });
  total[status === 0 ? 'passed' : 'failed'] += 1;
}

function runLane(lane) {
  announce(lane);
  const report = join(reports, `${lane}.json`);
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', lane, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
  total.passed += counted.numPassedTests;
  total.skipped += counted.numPendingTests;
  // A lane can fail without a failed test: a file that does not load, a set-up that throws, no tests at all.
  total.failed += status !== 0 && counted.numFailedTests === 0 ? 1 : counted.numFailedTests;
}

function announce(title) {
  console.log(`\n== ${title}`);
}

check('lint and types', 'npm', 'run', '--silent', 'lint');
check('dist is what the sources build', process.execPath, 'build.mjs', '--check');
check('nginx', process.execPath, 'dist/cli.js', 'nginx');
lanes.forEach(runLane);
const containers = provideContainers();
if (containers.reason === undefined) runLane('container');
else if (everyLane) total.failed += 1;
containers.stop();
rmSync(reports, { recursive: true });

if (containers.reason !== undefined) console.log(`\n== container: DID NOT RUN: ${containers.reason}`);
if (total.skipped > 0) console.log(`\n== ${total.skipped} TESTS WERE SKIPPED`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
