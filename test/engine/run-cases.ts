import type { CaseFile } from '../cases/case-file.ts';
import { checkCases } from '../cases/check.ts';

/** Runs every rule's cases in whatever engine this is bundled for; says what failed, and throws. */
export function runCases(files: readonly CaseFile[]): void {
  const problems = files.flatMap(checkCases);
  console.log(problems.length === 0 ? `${files.length} rules hold` : problems.join('\n'));
  if (problems.length > 0) throw new Error('cases failed');
}
