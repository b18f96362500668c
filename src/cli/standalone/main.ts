import { compilePolicy } from '../../compiler/compile.ts';
import { formatProblems } from '../../compiler/format-problems.ts';
import { besidePolicy, lockBeside } from '../../compiler/lock/lock-file.ts';
import { Failure, describeError } from '../failure.ts';
import type { PolicyDescription } from '../../compiler/describe-policy.ts';
import { renderPolicy } from '../policy-table.ts';
import { openSystem, type System } from './system.ts';

const usage = `usage: portcullis-policy check POLICY.yaml                 every problem of a policy, then who may call what
       portcullis-policy compile POLICY.yaml -o FILE       the same as configuration for nginx`;

const system = await openSystem();
try {
  run(system.args);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  system.note(`portcullis: ${error.message}`);
  system.exit(1);
}

/** `check` and `compile` of the `portcullis` command, for a machine that has only the release archive. */
function run([command, policy, option, output, ...rest]: readonly string[]): void {
  if (command === 'check' && policy !== undefined && option === undefined) {
    system.print(renderPolicy(compileFile(system, policy, '').description));
  } else if (command === 'compile' && policy !== undefined && option === '-o' && output !== undefined && rest.length === 0) {
    write(output, compileFile(system, policy, '; nothing was written').conf);
  } else {
    system.note(usage);
    system.exit(2);
  }
}

function compileFile({ readText, exists, note }: System, path: string, consequence: string): { readonly conf: string; readonly description: PolicyDescription } {
  const source = attempt(`cannot read the policy ${path}`, () => readText(path));
  const lockPath = lockBeside(path);
  const lock = exists(lockPath) ? { text: attempt(`cannot read the lock file ${lockPath}`, () => readText(lockPath)), file: lockPath } : undefined;
  const { problems, conf, description, sources } = compilePolicy(source, path, { lock, read: (file) => readText(besidePolicy(path, file)) });
  if (problems.length > 0) note(formatProblems(problems, sources));
  if (conf === undefined || description === undefined) throw new Failure(`${path} has errors${consequence}`);
  return { conf, description };
}

function write(path: string, conf: string): void {
  attempt(`cannot write ${path}`, () => { system.writeText(path, conf); });
}

function attempt<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new Failure(`${what}: ${describeError(error)}`);
  }
}
