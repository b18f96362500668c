import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { NginxInstall } from '../../src/cli/nginx/provide.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of this run: logs of every gateway, planted secrets, pids of what was started. */
    readonly runFolder: string;
    readonly nginx: NginxInstall;
  }
}

/** Names of what a run keeps in its folder. */
export const kept = { logs: 'logs', secrets: 'secrets', pids: 'pids' } as const;

/** Notes a process for the check at the end that none is left. */
export function notePid(pid: number | undefined): void {
  if (pid !== undefined) appendFileSync(join(inject('runFolder'), kept.pids), `${pid}\n`);
}

/** Notes a text that must never stand in a log; returns it to be sent. */
export function plantSecret(secret: string): string {
  appendFileSync(join(inject('runFolder'), kept.secrets), `${secret}\n`);
  return secret;
}

/** Reads the noted lines of a kind; none when nothing was noted. */
export function readNoted(folder: string, name: string): string[] {
  try {
    return readFileSync(join(folder, name), 'utf8').split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}
