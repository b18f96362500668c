import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that runs until it is ended. */
export interface Child {
  readonly pid: number | undefined;
  /** Settles with a word on how it ended, however it does. */
  readonly ended: Promise<string>;
  /** What it wrote to standard error, its last few thousand characters. */
  readonly complaints: () => string;
  /** Ends it and every process it started: politely with the first signal, then by force. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
}

const patience = 3000;

/** Starts a program in its own process group, so that Ctrl-C reaches us alone and we end it in order. */
export function startChild(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): Child {
  const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: ['pipe', 'ignore', 'pipe'], detached: true, env });
  // Also when we fall over: nothing may outlive us.
  const killLast = (): void => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  process.once('exit', killLast);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const ended = Promise.race([
    once(child, 'exit').then(([code, signal]) => (code === null ? `ended by ${String(signal)}` : `exited with ${String(code)}`)),
    once(child, 'error').then(([error]) => String(error)),
  ]).catch((error: unknown) => String(error));
  return {
    pid: child.pid,
    ended,
    complaints: () => said.trim(),
    end: async (signal) => {
      await endGroup(child, ended, signal);
      process.removeListener('exit', killLast);
    },
  };
}

async function endGroup(child: ChildProcess, ended: Promise<string>, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    const timer = new AbortController();
    await Promise.race([ended, delay(patience, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
  killGroup(child.pid);
  await ended;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left, as it should be.
  }
}
