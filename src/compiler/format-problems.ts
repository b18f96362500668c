import type { Problem } from './problem.ts';

/** Renders problems as text for people: place, message, the line with a caret, the hint. */
export function formatProblems(problems: readonly Problem[], sources: ReadonlyMap<string, string>): string {
  const lines = new Map([...sources].map(([file, source]) => [file, source.split(/\r\n|\r|\n/)]));
  return problems.map((problem) => formatProblem(problem, lines.get(problem.file)?.[problem.line - 1] ?? '')).join('\n');
}

/** How many errors and warnings there are, in words. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return `${countOf(errors, 'error')}, ${countOf(problems.length - errors, 'warning')}`;
}

function countOf(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

function formatProblem(problem: Problem, line: string): string {
  const { file, severity, message, hint } = problem;
  const number = String(problem.line);
  const margin = ' '.repeat(number.length);
  const { shown, caret } = cutAround(line, problem.column - 1);
  return [
    `${file}:${number}:${String(problem.column)}: ${severity}: ${message}`,
    `  ${number} | ${shown}`,
    `  ${margin} | ${' '.repeat(caret)}^`,
    `  ${margin} = ${hint}`,
    '',
  ].join('\n');
}

/** A terminal's width of the line around the column, control characters shown as dots. */
function cutAround(line: string, column: number): { shown: string; caret: number } {
  const width = 100;
  const start = column < width - 10 ? 0 : column - 40;
  const shown = line.slice(start, start + width).replace(/[\p{Cc}\p{Cf}]/gu, '.');
  return { shown, caret: column - start };
}
