import { lstatSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { colors } from './colors.ts';
import { compilePolicy, type LockSource } from '../compiler/compile.ts';
import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { countProblems, formatProblems } from '../compiler/format-problems.ts';
import { besidePolicy, lockBeside } from '../compiler/lock/lock-file.ts';
import type { Problem } from '../compiler/problem.ts';
import { Failure, describeError } from './failure.ts';

/** A policy file read and compiled; `sound` is absent when it has errors. */
export interface CompiledFile {
  readonly source: string;
  /** The lock file beside it, if there is one. */
  readonly lock: LockSource | undefined;
  /** Both texts, by what problems call them. */
  readonly sources: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
  readonly sound?: { readonly conf: string; readonly description: PolicyDescription };
}

/** Reads and compiles a policy file with its lock file; fails only when one cannot be read. */
export function compileFile(path: string, lockPath?: string): CompiledFile {
  const source = readText('policy', path);
  const lock = readLockSource(path, lockPath);
  const { problems, conf, description, sources } = compilePolicy(source, shortPath(path), { lock, read: readBeside(path) });
  return { source, lock, sources, problems, ...(conf === undefined || description === undefined ? {} : { sound: { conf, description } }) };
}

/** Reads what a policy names, from its folder. */
export function readBeside(policy: string): (path: string) => string {
  return (path) => readFileSync(besidePolicy(policy, path), 'utf8');
}

/** The lock file that was named, which must be there, or the one beside the policy, which need not. */
function readLockSource(policy: string, named: string | undefined): LockSource | undefined {
  const path = named ?? lockBeside(policy);
  // A link to nowhere is no absence: pins must not be lost in silence.
  if (named === undefined && lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  return { text: readText('lock file', path), file: shortPath(path) };
}

function readText(what: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read the ${what} ${path}: ${describeError(error)}`);
  }
}

/** Relative where that is shorter: what the compiler writes into its output must not name this machine. */
export function shortPath(path: string): string {
  const near = relative('.', path);
  return near !== '' && !near.startsWith('..') ? near : path;
}

/** Problems as text for a terminal, each with its line and a caret, closed by a count. */
export function renderProblems({ problems, sources }: CompiledFile): string {
  const text = formatProblems(problems, sources).replace(/: (error|warning): /g, (_, severity: string) => `: ${severity === 'error' ? colors.red(severity) : colors.yellow(severity)}: `);
  return `${text}\n${countProblems(problems)}`;
}
