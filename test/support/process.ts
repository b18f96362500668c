import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { notePid } from './run.ts';

/** A program that was started for a test and is stopped by its pid. */
export interface Running {
  readonly child: ChildProcess;
  /** All it has said so far on stderr. */
  readonly said: () => string;
  /** Settles once what it says from now on matches; rejects when it ends before. */
  readonly hears: (pattern: RegExp) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What it says on stderr when it is ready. */
  readonly ready: RegExp;
}

/** Starts a program and waits until it says it is ready; rejects with what it said when it ends before. */
export async function startProcess(argv: readonly string[], { cwd, env, ready }: StartOptions): Promise<Running> {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  notePid(child.pid);
  let text = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (ready.test(text)) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => { reject(new Error(`${argv.join(' ')} ended with ${code ?? 'a signal'}:\n${text}`)); });
  });
  return { child, said: () => text, hears: (pattern) => hear(child, child.stderr, pattern), stop: () => stopProcess(child) };
}

function hear(child: ChildProcess, stderr: Readable, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const stop = (): void => {
      stderr.off('data', listen);
      child.off('exit', fail);
    };
    const listen = (chunk: string): void => {
      text += chunk;
      if (!pattern.test(text)) return;
      stop();
      resolve();
    };
    const fail = (): void => {
      stop();
      reject(new Error(`ended without saying ${pattern.source}:\n${text}`));
    };
    stderr.on('data', listen);
    child.once('exit', fail);
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(forced);
}
