import { execFile } from 'node:child_process';

/** How a program ended; `code` is -1 when it could not be run at all. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end and returns what it said; never rejects. */
export function run(argv: readonly string[], options: { readonly cwd?: string; readonly timeout?: number; readonly uid?: number; readonly gid?: number } = {}): Promise<Outcome> {
  const [file = '', ...args] = argv;
  return new Promise((resolve) => {
    execFile(file, args, { ...options, maxBuffer: 64 << 20, env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else resolve({ code: typeof error.code === 'number' ? error.code : -1, stdout, stderr: stderr === '' ? error.message : stderr });
    });
  });
}
