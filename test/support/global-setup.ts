import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { provideNginx } from '../../src/cli/nginx/provide.ts';
import { kept, readNoted } from './run.ts';

/** Finds the nginx of the run; at its end no process may be left and no log may hold a planted secret. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runFolder = await mkdtemp(join(tmpdir(), 'portcullis-run-'));
  await mkdir(join(runFolder, kept.logs));
  project.provide('runFolder', runFolder);
  project.provide('nginx', await provideNginx());
  return async () => {
    const left = endWhatIsLeft(runFolder);
    const leaked = await findLeaks(runFolder);
    const faults = [...left.map((pid) => `process ${pid} was left running`), ...leaked];
    if (faults.length > 0) {
      // Vitest prints what is thrown here, but calls the run a success.
      process.exitCode = 1;
      throw new Error(`${faults.join('\n')}\nlogs kept in ${runFolder}`);
    }
    await rm(runFolder, { recursive: true, force: true });
  };
}

function endWhatIsLeft(runFolder: string): number[] {
  return readNoted(runFolder, kept.pids).map(Number).filter((pid) => {
    try {
      return process.kill(pid, 'SIGKILL');
    } catch {
      return false;
    }
  });
}

/** Every secret planted in the run, searched for in every log kept from it. */
async function findLeaks(runFolder: string): Promise<string[]> {
  const secrets = [...new Set(readNoted(runFolder, kept.secrets))];
  const logs = join(runFolder, kept.logs);
  const leaks: string[] = [];
  for (const name of await readdir(logs)) {
    const text = await readFile(join(logs, name), 'utf8');
    leaks.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${name} holds the planted secret ${secret}`));
  }
  return leaks;
}
