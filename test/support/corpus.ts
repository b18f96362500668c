import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a file of these lines for one test, and removes it behind it; what is no string is written as JSON. */
export function writeCorpus(lines: readonly unknown[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-corpus-'));
  onTestFinished(() => { rmSync(folder, { recursive: true }); });
  const file = join(folder, 'corpus.jsonl');
  writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  return file;
}
