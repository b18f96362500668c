import { buildEntries } from './build-entries.ts';
import { checkPolicy } from './checks/check-policy.ts';
import { checkShape } from './check-shape.ts';
import { renderConf } from './conf/render-conf.ts';
import { inferKinds } from './kinds/infer-kinds.ts';
import { describePolicy, type PolicyDescription } from './describe-policy.ts';
import { policySchema } from './policy-schema.ts';
import { keyFileOf } from './identity.ts';
import { buildIdentityEntries } from './identity-entries.ts';
import { buildKeyEntries } from './keys/key-entries.ts';
import { checkKeys } from './keys/check-keys.ts';
import type { KeyFile } from './keys/key-file.ts';
import { readKeyFile } from './keys/read-key-file.ts';
import { buildDpopEntries } from './dpop/dpop-entries.ts';
import { buildIntrospectionEntries } from './introspection/introspection-entry.ts';
import { buildIssuerEntries, type PinnedKeys } from './jwt/issuer-entries.ts';
import { readKeySets } from './jwt/read-key-sets.ts';
import { resolveResources } from './oauth/resources.ts';
import type { LockFile } from './lock/lock-file.ts';
import { readLock } from './lock/read-lock.ts';
import { resolvePins, type Pinning, type PinReports } from './lock/resolve-pins.ts';
import type { IdentitySource, PolicySource } from './policy-source.ts';
import { sortProblems, type Finding, type Path, type Problem, type Report } from './problem.ts';
import { readYaml, type YamlSource } from './read-yaml.ts';
import { buildRoles } from './roles.ts';
import { compileSchemas } from './schema/compile-schemas.ts';
import { checkPinnedEquals } from './when/check-pinned.ts';
import { wantedClaims } from './when/claims.ts';

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
  /** Reads a file by its path from the policy's folder; throws an Error with the reason when it cannot. */
  readonly read?: (path: string) => string;
  /** For what is said of keys' expiry: milliseconds since 1970. */
  readonly now?: number;
}

const defaultHeader = policySchema.properties.identity.properties.role_header.default;

/** Compiles a policy (YAML text; `file` is what problems call it) to nginx configuration. */
export function compilePolicy(source: string, file: string, { adjust = (value) => value, lock, read = cannotRead, now = Date.now() }: CompileOptions = {}): CompileResult {
  const sources = new Map<string, string>([[file, source], ...(lock === undefined ? [] : [[lock.file, lock.text] as const])]);
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
  // 4. The file of keys.
  const keyFindings: Finding[] = [];
  const further: Finding[] = [];
  const keyFile = keyFileOf(policy?.identity);
  const keyText = keyFile === undefined ? undefined : readFile(keyFile, read, (finding) => further.push(finding));
  if (keyFile !== undefined && keyText !== undefined) sources.set(keyFile, keyText);
  const keys = keyText === undefined ? undefined : readKeyFile(keyText, (finding) => keyFindings.push(finding));
  const keySets = readKeySets(policy?.identity?.jwt, read, (finding) => further.push(finding));
  for (const { file: path, text } of keySets) sources.set(path, text);
  // 5. What the schema cannot say.
  const soundLock = lockFindings.length === 0 ? { lock: pins } : undefined;
  const compiled = policy && compileChecked(policy, file, soundLock, { policy: (finding) => further.push(finding), lock: (finding) => lockFindings.push(finding) }, keys && { file: keys, now, report: (finding) => keyFindings.push(finding) }, new Map(keySets.flatMap(({ at, keys: pinned }) => (pinned === undefined ? [] : [[at, pinned]]))));
  const findings = [...broken, ...further.filter(({ path }) => !broken.some((finding) => touches(finding.path, path)))];
  const problems = [...placeProblems(findings, file, yaml.locate), ...placeLockProblems(lockFindings, lock), ...placeLockProblems(keyFindings, keyFile === undefined || keyText === undefined ? undefined : { file: keyFile, text: keyText }), ...keySets.flatMap((set) => placeLockProblems(set.findings, set))];
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

function describeHeader({ trusted_hops: hops = [], role_header: header = defaultHeader }: IdentitySource = {}): string | undefined {
  return hops.length === 0 ? undefined : header;
}

interface KeysToCheck {
  readonly file: KeyFile;
  readonly now: number;
  readonly report: Report;
}

function readFile(path: string, read: (path: string) => string, report: Report): string | undefined {
  try {
    return read(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown fault';
    report({ severity: 'error', path: ['identity', 'api_keys'], message: `cannot read the file of keys ${path}: ${reason}`, hint: 'make one by `portcullis key add NAME --role ROLE`, beside the policy' });
    return undefined;
  }
}

function cannotRead(): never {
  throw new Error('no files are read here');
}

/** `pins` is absent when the lock file is broken: then nothing is said of what it lacks. */
function compileChecked(policy: PolicySource, file: string, pins: { readonly lock: LockFile | undefined } | undefined, reports: PinReports, keys: KeysToCheck | undefined, pinned: PinnedKeys): Compiled {
  const report = reports.policy;
  const roles = buildRoles(policy.roles, report);
  checkPolicy(policy, roles, report);
  if (keys !== undefined) checkKeys(keys.file, roles, keys.now, keys.report);
  const schemaOf = compileSchemas(policy, report);
  const pinnings = pins === undefined ? new Map<string, Pinning>() : resolvePins(policy, pins.lock, reports);
  checkPinnedEquals(policy, pinnings, report);
  const inferred = inferKinds(policy, pinnings);
  const resources = resolveResources(policy).map(({ url }) => url);
  const wanted = wantedClaims(policy);
  return {
    conf: () => renderConf(policy, [...buildEntries(policy, roles, schemaOf, pinnings, inferred), ...(keys === undefined ? [] : buildKeyEntries(keys.file)), ...buildIssuerEntries(policy.identity?.jwt ?? [], pinned, roles, resources, wanted), ...buildIntrospectionEntries(policy.identity ?? {}, roles, resources, wanted), ...buildDpopEntries(policy), ...buildIdentityEntries(policy.identity)], file),
    description: () => describePolicy(policy, roles, inferred, describeHeader(policy.identity)),
  };
}

/** Whether one path lies on the other: what is said around a broken value may be a mere consequence. */
function touches(a: Path, b: Path): boolean {
  const shared = Math.min(a.length, b.length);
  return shared > 0 && a.slice(0, shared).every((step, index) => String(step) === String(b[index]));
}
