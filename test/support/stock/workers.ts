import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** The workers of an nginx in a namespace, by pid: those that take new connections, and those that only end what they have. */
export interface Workers {
  readonly serving: ReadonlySet<string>;
  readonly ending: ReadonlySet<string>;
}

/** Finds the workers among all that runs below a process. */
export async function findWorkers(pid: string): Promise<Workers> {
  const serving = new Set<string>();
  const ending = new Set<string>();
  for (const child of await readChildren(pid)) {
    const title = await read(`/proc/${child}/cmdline`);
    if (title.startsWith('nginx: worker process is shutting down')) ending.add(child);
    else if (title.startsWith('nginx: worker process')) serving.add(child);
    const below = await findWorkers(child);
    for (const found of below.serving) serving.add(found);
    for (const found of below.ending) ending.add(found);
  }
  return { serving, ending };
}

/** Waits until other workers serve than did before. nginx tells nobody, so this asks again and again. */
export async function awaitNewWorkers(pid: string, before: Workers): Promise<void> {
  for (;;) {
    const { serving } = await findWorkers(pid);
    if (serving.size === before.serving.size && [...serving].every((worker) => !before.serving.has(worker))) return;
    await delay(5);
  }
}

async function readChildren(pid: string): Promise<string[]> {
  return (await read(`/proc/${pid}/task/${pid}/children`)).split(' ').filter((child) => child !== '');
}

/** Empty when the process has ended meanwhile. */
function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
