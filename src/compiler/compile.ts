import { buildEntries } from './build-entries.ts';
import { checkPolicy } from './checks/check-policy.ts';
import { checkShape } from './check-shape.ts';
import { renderConf } from './conf/render-conf.ts';
import { inferKinds } from './kinds/infer-kinds.ts';
import { describePolicy, type PolicyDescription } from './describe-policy.ts';
import { policySchema } from './policy-schema.ts';
import type { LockFile } from './lock/lock-file.ts';
import { readLock } from './lock/read-lock.ts';
import { resolvePins, type Pinning, type PinReports } from './lock/resolve-pins.ts';
import type { PolicySource } from './policy-source.ts';
import { sortProblems, type Finding, type Path, type Problem } from './problem.ts';
import { readYaml, type YamlSource } from './read-yaml.ts';
import { buildRoles } from './roles.ts';
import { compileSchemas } from './schema/compile-schemas.ts';

/** What compiling gave: problems always, the rest only when none is an error. */
export interface CompileResult {
  /** All there is to say, in the order of the file. */
  readonly problems: readonly Problem[];
  /** The text of policy.conf. */
  readonly conf: string | undefined;
  readonly description: PolicyDescription | undefined;
  /** The text of each file that problems name. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The lock file of a policy: its text, and what problems call it. */
export interface LockSource {
  readonly text: string;
  readonly file: string;
}

export interface CompileOptions {
  /** Changes what was read. */
  readonly adjust?: (value: unknown) => unknown;
  readonly lock?: LockSource | undefined;
}

const defaultHeader = policySchema.properties.identity.properties.role_header.default;

/** Compiles a policy (YAML text; `file` is what problems call it) to nginx configuration. */
export function compilePolicy(source: string, file: string, { adjust = (value) => value, lock }: CompileOptions = {}): CompileResult {
  const sources = new Map([[file, source], ...(lock === undefined ? [] : [[lock.file, lock.text] as const])]);
  // 1. YAML.
  const yaml = readYaml(source);
  if (yaml.faults.length > 0) {
    const faults = yaml.faults.map((fault): Problem => ({ severity: 'error', file, ...fault }));
    return { problems: sortProblems(faults), conf: undefined, description: undefined, sources };
  }
  // 2. Its JSON Schema; what is broken is left out below.
  const broken: Finding[] = [];
  const policy = checkShape(adjust(yaml.value), (finding) => broken.push(finding));
  // 3. The lock file.
  const lockFindings: Finding[] = [];
  const pins = lock && readLock(lock.text, (finding) => lockFindings.push(finding));
  // 4. What the schema cannot say.
  const further: Finding[] = [];
  const soundLock = lockFindings.length === 0 ? { lock: pins } : undefined;
  const compiled = policy && compileChecked(policy, file, soundLock, { policy: (finding) => further.push(finding), lock: (finding) => lockFindings.push(finding) });
  const findings = [...broken, ...further.filter(({ path }) => !broken.some((finding) => touches(finding.path, path)))];
  const problems = [...placeProblems(findings, file, yaml.locate), ...placeLockProblems(lockFindings, lock)];
  const sound = compiled !== undefined && problems.every(({ severity }) => severity !== 'error');
  return { problems, conf: sound ? compiled.conf() : undefined, description: sound ? compiled.description() : undefined, sources };
}

function placeProblems(findings: readonly Finding[], file: string, locate: YamlSource['locate']): readonly Problem[] {
  return sortProblems(findings.map(({ severity, path, atKey = false, message, hint }): Problem => ({ severity, message, hint, file, ...locate(path, atKey) })));
}

/** JSON is YAML, whose reader knows places; it is slower than JSON's, so only asked when there is something to place. */
function placeLockProblems(findings: readonly Finding[], lock: LockSource | undefined): readonly Problem[] {
  return lock === undefined || findings.length === 0 ? [] : placeProblems(findings, lock.file, readYaml(lock.text).locate);
}

interface Compiled {
  readonly conf: () => string;
  readonly description: () => PolicyDescription;
}

/** `pins` is absent when the lock file is broken: then nothing is said of what it lacks. */
function compileChecked(policy: PolicySource, file: string, pins: { readonly lock: LockFile | undefined } | undefined, reports: PinReports): Compiled {
  const report = reports.policy;
  const roles = buildRoles(policy.roles, report);
  checkPolicy(policy, roles, report);
  const schemaOf = compileSchemas(policy, report);
  const pinnings = pins === undefined ? new Map<string, Pinning>() : resolvePins(policy, pins.lock, reports);
  const inferred = inferKinds(policy, pinnings);
  return {
    conf: () => renderConf(policy, buildEntries(policy, roles, schemaOf, pinnings, inferred), file),
    description: () => describePolicy(policy, roles, inferred, policy.identity?.role_header ?? defaultHeader),
  };
}

/** Whether one path lies on the other: what is said around a broken value may be a mere consequence. */
function touches(a: Path, b: Path): boolean {
  const shared = Math.min(a.length, b.length);
  return shared > 0 && a.slice(0, shared).every((step, index) => String(step) === String(b[index]));
}
