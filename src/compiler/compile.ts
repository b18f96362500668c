import { buildEntries } from './build-entries.ts';
import { checkPolicy } from './checks/check-policy.ts';
import { checkShape } from './check-shape.ts';
import { renderConf } from './conf/render-conf.ts';
import { describePolicy, type PolicyDescription } from './describe-policy.ts';
import { policySchema } from './policy-schema.ts';
import type { PolicySource } from './policy-source.ts';
import { sortProblems, type Finding, type Path, type Problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { buildRoles } from './roles.ts';
import { compileSchemas } from './schema/compile-schemas.ts';

/** What compiling gave: problems always, the rest only when none is an error. */
export interface CompileResult {
  /** All there is to say, in the order of the file. */
  readonly problems: readonly Problem[];
  /** The text of policy.conf. */
  readonly conf: string | undefined;
  readonly description: PolicyDescription | undefined;
}

const defaultHeader = policySchema.properties.identity.properties.role_header.default;

/** Compiles a policy (YAML text; `file` is what problems call it) to nginx configuration; `adjust` may change what was read. */
export function compilePolicy(source: string, file: string, adjust = (value: unknown): unknown => value): CompileResult {
  // 1. YAML.
  const yaml = readYaml(source);
  if (yaml.faults.length > 0) {
    const faults = yaml.faults.map((fault): Problem => ({ severity: 'error', file, ...fault }));
    return { problems: sortProblems(faults), conf: undefined, description: undefined };
  }
  // 2. Its JSON Schema; what is broken is left out below.
  const broken: Finding[] = [];
  const policy = checkShape(adjust(yaml.value), (finding) => broken.push(finding));
  // 3. What the schema cannot say.
  const further: Finding[] = [];
  const compiled = policy && compileChecked(policy, file, (finding) => further.push(finding));
  const findings = [...broken, ...further.filter(({ path }) => !broken.some((finding) => touches(finding.path, path)))];
  const problems = findings.map(({ severity, path, atKey = false, message, hint }): Problem => ({ severity, message, hint, file, ...yaml.locate(path, atKey) }));
  const sound = compiled !== undefined && problems.every(({ severity }) => severity !== 'error');
  return { problems: sortProblems(problems), conf: sound ? compiled.conf() : undefined, description: sound ? compiled.description() : undefined };
}

interface Compiled {
  readonly conf: () => string;
  readonly description: () => PolicyDescription;
}

function compileChecked(policy: PolicySource, file: string, report: (finding: Finding) => void): Compiled {
  const roles = buildRoles(policy.roles, report);
  checkPolicy(policy, roles, report);
  const schemaOf = compileSchemas(policy, report);
  return {
    conf: () => renderConf(policy, buildEntries(policy, roles, schemaOf), file),
    description: () => describePolicy(policy, roles, policy.identity?.role_header ?? defaultHeader),
  };
}

/** Whether one path lies on the other: what is said around a broken value may be a mere consequence. */
function touches(a: Path, b: Path): boolean {
  const shared = Math.min(a.length, b.length);
  return shared > 0 && a.slice(0, shared).every((step, index) => String(step) === String(b[index]));
}
