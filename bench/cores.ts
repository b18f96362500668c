import { availableParallelism } from 'node:os';
import { run } from '../src/cli/run.ts';

/**
 * Which core runs what: the workers measured on the first, the load and the server behind on the second. Left to the
 * scheduler they meet on one core or not, and waking a process on another core adds half to what a plain call costs.
 */
export const cores = { measured: 0, others: 1 } as const;

const canPin = availableParallelism() > 1;

/** nginx's directive that keeps the worker on a core; empty on a machine with one. */
export function renderAffinity(core: number): string {
  return canPin ? `worker_cpu_affinity ${(1 << core).toString(2).padStart(2, '0')};` : '';
}

/** Keeps a process on a core, where there are two and `taskset` is installed (util-linux, so nearly everywhere). */
export async function pinProcess(pid: number, core: number): Promise<void> {
  if (canPin) await run(['taskset', '-acp', String(core), String(pid)]);
}
