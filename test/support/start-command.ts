import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { packageFolder } from './bundle.ts';

const cli = join(packageFolder, 'dist/cli.js');

/** A command that runs until it is stopped. */
export interface Started {
  readonly child: ChildProcess;
  /** Everything printed so far, once it matches. */
  readonly until: (pattern: RegExp) => Promise<string>;
}

/** `portcullis` as people run it; what is started in a test ends with it. */
export interface Commands {
  /** The command's own temporary folder, so that what it leaves there is seen. */
  readonly temporary: () => string;
  /** `portcullis start`. */
  readonly start: (args: readonly string[], env?: NodeJS.ProcessEnv) => Started;
  readonly stop: (child: ChildProcess, signal: NodeJS.Signals) => Promise<number | null>;
  /** Runs a command to its end. */
  readonly run: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<{ readonly code: number | null; readonly output: string }>;
}

/** For the tests of this file. */
export function useCommands(): Commands {
  let temporary = '';
  const running = new Set<ChildProcess>();
  const environment = (env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ ...process.env, TMPDIR: temporary, NO_COLOR: '1', ...env });
  const stop = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
    running.delete(child);
    if (child.exitCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'start-test-'));
  });
  afterEach(async () => {
    for (const child of running) await stop(child, 'SIGTERM');
  });
  afterAll(() => rm(temporary, { recursive: true }));
  return {
    temporary: () => temporary,
    start: (args, env) => {
      const child = spawn(process.execPath, [cli, 'start', ...args], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
      running.add(child);
      return { child, until: listen(child) };
    },
    stop,
    run: (args, env) => new Promise((resolve) => {
      const child = execFile(process.execPath, [cli, ...args], { env: environment(env) }, (_, stdout, stderr) => {
        resolve({ code: child.exitCode, output: stdout + stderr });
      });
    }),
  };
}

function listen(child: ChildProcess): Started['until'] {
  let said = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const wake of waiting) wake();
    });
  }
  return (pattern) => new Promise((resolve, reject) => {
    const look = (): void => {
      if (pattern.test(said)) resolve(said);
    };
    waiting.add(look);
    child.once('exit', (code) => { reject(new Error(`exited with ${String(code)}: ${said}`)); });
    look();
  });
}
