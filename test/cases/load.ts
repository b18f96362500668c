import { readdirSync } from 'node:fs';
import type { CaseFile } from './case-file.ts';

/** The case files, each named after its rule (`path.traversal.ts`), by path. */
export function caseFiles(): string[] {
  const folder = new URL('.', import.meta.url);
  return readdirSync(folder)
    .filter((name) => /^[a-z]+\.[a-z-]+\.ts$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => new URL(name, folder).pathname);
}

/** Loads one case file. */
export async function loadCases(path: string): Promise<CaseFile> {
  const module = (await import(path)) as { default: CaseFile };
  return module.default;
}
