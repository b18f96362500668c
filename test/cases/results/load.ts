import { readdirSync } from 'node:fs';
import type { ResultCaseFile } from './case-file.ts';

/** The case files of results, each named after its rule (`secret.jwt.ts`), by path. */
export function resultCaseFiles(): string[] {
  const folder = new URL('.', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.startsWith('secret.'))
    .map((name) => new URL(name, folder).pathname);
}

/** Loads one case file. */
export async function loadResultCases(path: string): Promise<ResultCaseFile> {
  const module = (await import(path)) as { default: ResultCaseFile };
  return module.default;
}
