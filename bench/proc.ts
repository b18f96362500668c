import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../src/cli/failure.ts';

/**
 * CPU time a process has used, in microseconds: what /proc/PID/stat gives as utime and stime in ticks of 10 ms,
 * here in nanoseconds. nginx workers have one thread.
 */
export function readCpu(pid: number): number {
  return Number(read(`/proc/${pid}/schedstat`).split(' ')[0]) / 1000;
}

/** Resident memory of a process, in bytes. */
export function readMemory(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]) * 1024;
}

/** CPU time once the process sleeps: a worker still writes its log when the client already has the answer. */
export async function settleCpu(pid: number): Promise<number> {
  for (let last = -1; ; ) {
    const used = readCpu(pid);
    if (used === last && readStat(pid).state === 'S') return used;
    last = used;
    await delay(1);
  }
}

/** The processes a process has started. */
export function findChildren(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readStat(pid).parent === parent;
      } catch {
        // It ended meanwhile.
        return false;
      }
    });
}

function readStat(pid: number): { readonly state: string; readonly parent: number } {
  const stat = read(`/proc/${pid}/stat`);
  const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state, parent: Number(parent) };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Failure(`cannot read ${path}: the bench needs Linux's /proc with schedstat, and its own nginx running`);
  }
}
