import { readFileSync } from 'node:fs';

/** Resident memory in MiB of a process and those it started, now or at its highest; what they share counts for each. */
export function readMemory(pid: number, measure: 'VmRSS' | 'VmHWM'): number {
  const children = read(pid, `task/${pid}/children`).split(' ').filter((child) => child !== '').map(Number);
  const own = Number(new RegExp(`^${measure}:\\s+(\\d+) kB$`, 'm').exec(read(pid, 'status'))?.[1]) / 1024;
  return children.reduce((sum, child) => sum + readMemory(child, measure), own);
}

function read(pid: number, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8').trimEnd();
}
