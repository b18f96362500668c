import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from './bundle.ts';

/** How a run of the conformance command ended. */
export interface ConformanceRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it left in the temporary folder it was given. */
  readonly left: readonly string[];
}

export interface ConformanceOptions {
  /** It is asked to end as soon as it says this on stderr. */
  readonly endAt?: RegExp;
}

/** Runs `npm run conformance` as its script does, in a temporary folder of its own. */
export async function runConformance(args: readonly string[], { endAt }: ConformanceOptions = {}): Promise<ConformanceRun> {
  const temporary = await mkdtemp(join(tmpdir(), 'portcullis-test-conformance-'));
  const child = spawn(process.execPath, [join(packageFolder, 'scripts/conformance.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (endAt?.test(stderr)) child.kill('SIGTERM');
  });
  await once(child, 'close');
  const left = await readdir(temporary);
  await rm(temporary, { recursive: true, force: true });
  return { code: child.exitCode, stdout, stderr, left };
}
