import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, describeError } from '../src/cli/failure.ts';
import { cacheFolder, isExecutable, packageRoot } from '../src/cli/folders.ts';
import { run } from '../src/cli/run.ts';

/** The oldest Node the suites run with. */
const needed = 22;

/** Names the version and the checksum of what is installed. */
const lock = 'package-lock.json';

/** The Node to run the suites with: this one when it is new enough, else one from npm, kept in the cache folder. */
export async function provideNode(say: (text: string) => void): Promise<string> {
  if (Number.parseInt(process.versions.node, 10) >= needed) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const root = join(cacheFolder(), 'conformance-node');
  const program = join(root, 'node_modules', name, 'bin/node');
  if (!(await isCurrent(root))) {
    say(`installing Node ${needed} from npm: the conformance suites need it`);
    await install(root);
  }
  if (isExecutable(program)) return program;
  throw new Failure(`the conformance suites need Node ${needed} or newer, this is ${process.versions.node}, and npm has none as ${name}: run them with a newer Node`);
}

async function isCurrent(root: string): Promise<boolean> {
  const [wanted, found] = await Promise.all([readFile(join(source(), lock), 'utf8'), readFile(join(root, lock), 'utf8').catch(() => '')]);
  return wanted === found;
}

/** Made aside and moved into place, so that a half-made one is never taken for a whole one. */
async function install(root: string): Promise<void> {
  const work = await mkdtemp(`${root}.making-`);
  try {
    const made = join(work, 'root');
    await mkdir(made);
    for (const file of ['package.json', lock]) await copyFile(join(source(), file), join(made, file));
    const { code, stderr } = await run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: made });
    if (code !== 0) throw new Failure(`npm cannot install Node ${needed}: ${stderr.trim()}`);
    await rm(root, { recursive: true, force: true });
    await rename(made, root).catch(async (error: unknown) => {
      // Another process was faster: its copy is as good.
      if (!(await isCurrent(root))) throw new Failure(`cannot write ${root}: ${describeError(error)}`);
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function source(): string {
  return join(packageRoot(), 'conformance/node');
}
