import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import colors from 'picocolors';
import { compilePolicy } from '../compiler/compile.ts';
import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { countProblems, formatProblems } from '../compiler/format-problems.ts';
import type { Problem } from '../compiler/problem.ts';
import { Failure, describeError } from './failure.ts';

/** A policy file read and compiled; `sound` is absent when it has errors. */
export interface CompiledFile {
  readonly source: string;
  readonly problems: readonly Problem[];
  readonly sound?: { readonly conf: string; readonly description: PolicyDescription };
}

/** Reads and compiles a policy file; fails only when it cannot be read. */
export function compileFile(path: string): CompiledFile {
  const source = readPolicy(path);
  const { problems, conf, description } = compilePolicy(source, shortPath(path));
  return { source, problems, ...(conf === undefined || description === undefined ? {} : { sound: { conf, description } }) };
}

function readPolicy(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read the policy ${path}: ${describeError(error)}`);
  }
}

/** Relative where that is shorter: what the compiler writes into its output must not name this machine. */
function shortPath(path: string): string {
  const near = relative('.', path);
  return near !== '' && !near.startsWith('..') ? near : path;
}

/** Problems as text for a terminal, each with its line and a caret, closed by a count. */
export function renderProblems({ problems, source }: CompiledFile): string {
  const text = formatProblems(problems, source).replace(/: (error|warning): /g, (_, severity: string) => `: ${severity === 'error' ? colors.red(severity) : colors.yellow(severity)}: `);
  return `${text}\n${countProblems(problems)}`;
}
