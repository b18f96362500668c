import type { ResultCaseFile } from '../cases/results/case-file.ts';
import { checkResultCases } from '../cases/results/check.ts';

/** Runs every redaction rule's cases in whatever engine this is bundled for; says what failed, and throws. */
export function runResultCases(files: readonly ResultCaseFile[]): void {
  const problems = files.flatMap(checkResultCases);
  console.log(problems.length === 0 ? `${files.length} rules hold` : problems.join('\n'));
  if (problems.length > 0) throw new Error('cases failed');
}
