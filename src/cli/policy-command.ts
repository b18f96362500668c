import { policySchema } from '../compiler/policy-schema.ts';
import { Failure } from './failure.ts';
import { compileFile, renderProblems, type CompiledFile } from './policy-file.ts';
import { renderPolicy } from './policy-table.ts';
import { printLine, printNote } from './print.ts';
import { writeWhole } from './write-whole.ts';

/** `portcullis compile`: writes policy.conf, or `-` for standard output; a policy with errors writes nothing. */
export function compileCommand(policy: string, options: { readonly output: string; readonly lock?: string; readonly json?: true }): void {
  const compiled = compileFile(policy, options.lock);
  if (options.json) printNote(JSON.stringify({ problems: compiled.problems }, null, 2));
  else if (compiled.problems.length > 0) printNote(renderProblems(compiled));
  if (compiled.sound === undefined) throw new Failure(`${policy} has errors; nothing was written`);
  if (options.output === '-') process.stdout.write(compiled.sound.conf);
  else writeWhole(options.output, compiled.sound.conf);
}

/** `portcullis check`: prints every problem, then what each role may call, and what arguments are inspected as. */
export function checkCommand(policy: string, options: { readonly lock?: string; readonly json?: true }): void {
  const compiled = compileFile(policy, options.lock);
  if (options.json) printLine(JSON.stringify({ problems: compiled.problems, policy: compiled.sound?.description }, null, 2));
  else printCheck(compiled);
  if (compiled.sound === undefined) throw new Failure(`${policy} has errors`);
}

/** `portcullis policy-schema`: prints the JSON Schema of a policy. */
export function schemaCommand(): void {
  printLine(JSON.stringify(policySchema, null, 2));
}

function printCheck(compiled: CompiledFile): void {
  if (compiled.problems.length > 0) printNote(renderProblems(compiled));
  if (compiled.sound !== undefined) printLine(renderPolicy(compiled.sound.description));
}
