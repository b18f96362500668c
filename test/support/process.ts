import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { notePid } from './run.ts';

/** A program that was started for a test and is stopped by its pid. */
export interface Running {
  readonly child: ChildProcess;
  /** All it has said so far on stderr. */
  readonly said: () => string;
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
  return { child, said: () => text, stop: () => stopProcess(child) };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(forced);
}
