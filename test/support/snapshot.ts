import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { run, type Outcome } from '../../src/cli/run.ts';
import { packageFolder } from './bundle.ts';

/** A folder in which the real command makes lock files. */
export interface SnapshotFolder {
  readonly path: string;
  /** Runs `portcullis` with these arguments in it. */
  readonly portcullis: (...args: readonly string[]) => Promise<Outcome>;
  /** `portcullis snapshot` of the server `s`. */
  readonly snapshot: (url: string, ...args: readonly string[]) => Promise<Outcome>;
  readonly lock: () => Promise<string>;
  readonly files: () => Promise<string[]>;
}

/** Makes a new one. */
export async function makeSnapshotFolder(): Promise<SnapshotFolder> {
  const path = await mkdtemp(join(inject('runFolder'), 'snapshot-'));
  const portcullis = (...args: readonly string[]): Promise<Outcome> => run([process.execPath, join(packageFolder, 'dist/cli.js'), ...args], { cwd: path, timeout: 50_000 });
  return {
    path,
    portcullis,
    snapshot: (url, ...args) => portcullis('snapshot', url, '--server', 's', ...args),
    lock: () => readFile(join(path, 'portcullis.lock.json'), 'utf8'),
    files: () => readdir(path),
  };
}
