import { writeFile } from 'node:fs/promises';
import { Cleanup } from '../bench/cleanup.ts';
import { Failure } from '../src/cli/failure.ts';
import { provideNginx } from '../src/cli/nginx/provide.ts';
import { withProgress } from '../src/cli/progress.ts';
import { compareSuite, isWrong, type Comparison } from './compare.ts';
import { startFixture } from './fixture/start.ts';
import { startGateway } from './gateway.ts';
import { provideNode } from './node.ts';
import { readOptions, type Options } from './options.ts';
import { renderTable, renderWrong } from './table.ts';

const cleanup = new Cleanup();
const interrupted = new AbortController();

/** Runs the suites, prints the table and returns the exit code: 0 when nothing is lost, 1 when something is. */
async function conform(options: Options): Promise<number> {
  const comparisons = await withProgress('conformance', (say) => compareAll(options, say));
  const isSound = !comparisons.flatMap(({ scenarios }) => scenarios).some(isWrong);
  console.log(renderTable(comparisons));
  console.log(isSound ? '\nThe gateway loses nothing.' : `\n${renderWrong(comparisons)}`);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify({ isSound, comparisons }, null, 2)}\n`);
  return isSound ? 0 : 1;
}

async function compareAll({ nginx, policy, suites }: Options, say: (text: string) => void): Promise<readonly Comparison[]> {
  const node = await provideNode(say);
  const install = await provideNginx({ path: nginx, onProgress: say });
  const fixture = cleanup.add(await startFixture(), ({ stop }) => stop());
  const gateway = cleanup.add(await startGateway(install, policy, fixture.address), ({ stop }) => stop());
  const ways = { node, direct: `http://${fixture.address}/mcp`, gateway: gateway.url, signal: interrupted.signal };
  // Elsewhere than on a terminal each would be a line of its own.
  const detail = process.stderr.isTTY ? say : () => undefined;
  const comparisons: Comparison[] = [];
  for (const suite of suites) comparisons.push(await compareSuite(suite, ways, { say, detail }));
  return comparisons;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { interrupted.abort(); });
try {
  process.exitCode = await conform(readOptions(process.argv.slice(2)));
} catch (error) {
  process.exitCode = interrupted.signal.aborted ? 130 : 2;
  if (!interrupted.signal.aborted) console.error(error instanceof Failure ? `portcullis: ${error.message}` : error);
} finally {
  await cleanup.run();
}
