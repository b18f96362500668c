import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../src/cli/failure.ts';
import { packageRoot } from '../src/cli/folders.ts';
import { provideNginx } from '../src/cli/nginx/provide.ts';
import { run } from '../src/cli/run.ts';
import { Cleanup } from './cleanup.ts';
import { describeMachine, renderMachine } from './machine.ts';
import { readOptions, type Options } from './options.ts';
import { fullPlan, quickPlan } from './plan.ts';
import { allKept } from './report/row.ts';
import { renderTable } from './report/table.ts';
import { runBench } from './run.ts';

const cleanup = new Cleanup();

/** Measures, prints and returns the exit code: 0 within budget, 1 over it. */
async function bench({ json, nginx, quick }: Options): Promise<number> {
  const say = (text: string): void => { process.stderr.write(`  ${text}\n`); };
  say('building');
  const built = await run([process.execPath, join(packageRoot(), 'build.mjs')]);
  if (built.code !== 0) throw new Failure(`the build failed:\n${built.stderr.trim()}`);
  const install = await provideNginx({ path: nginx, onProgress: say });
  const machine = describeMachine(install);
  const folder = cleanup.add(await mkdtemp(join(tmpdir(), 'portcullis-bench-')), (path) => rm(path, { recursive: true, force: true }));
  // A worker that root starts runs as another user.
  await chmod(folder, 0o755);

  const began = performance.now();
  const sections = await runBench(quick ? quickPlan : fullPlan, install, folder, cleanup, say);
  const seconds = Math.round((performance.now() - began) / 1000);
  const withinBudget = allKept(sections);
  console.log(`\n${renderMachine(machine)}\n\n${renderTable(sections)}\n\n${withinBudget ? 'Within budget' : 'OVER budget'}, ${seconds} s${quick ? ', quick: noisier than a full run' : ''}.`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, quick, seconds, withinBudget, sections }, null, 2)}\n`);
  return withinBudget ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanup.run().finally(() => process.exit(130)));
}
try {
  process.exitCode = await bench(readOptions(process.argv.slice(2)));
} catch (error) {
  process.exitCode = 2;
  console.error(error instanceof Failure ? error.message : error);
} finally {
  await cleanup.run();
}
