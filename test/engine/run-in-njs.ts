import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { provideNginx } from '../../src/cli/nginx/provide.ts';

/** How a program ended, and all it said. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** Bundles a module's source (imports relative to test/engine) and runs it in nginx's QuickJS, by the njs command. */
export async function runInNjs(source: string): Promise<Outcome> {
  const { njs } = await provideNginx();
  const [program, ...args] = njs ?? [];
  if (program === undefined) throw new Error('no njs command beside this nginx: the engine lane cannot run');
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-engine-'));
  try {
    const file = join(folder, 'bundle.mjs');
    const resolveDir = fileURLToPath(new URL('.', import.meta.url));
    await build({ stdin: { contents: source, resolveDir, loader: 'ts' }, bundle: true, format: 'esm', platform: 'neutral', target: 'es2023', external: ['crypto'], outfile: file, logLevel: 'error' });
    const { status, stdout, stderr } = spawnSync(program, [...args, '-n', 'QuickJS', '-m', file], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
