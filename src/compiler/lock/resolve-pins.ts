import type { PinMode } from '../../core/policy/pin.ts';
import type { SchemaNode } from '../../core/policy/json-schema-node.ts';
import type { PolicySource, ServerSource } from '../policy-source.ts';
import type { Report } from '../problem.ts';
import { hintAt } from '../suggest.ts';
import { createSchemaCompiler, type CompileSchema } from '../schema/compile-schema.ts';
import { isSchemaObject } from '../schema/keywords.ts';
import { adaptSchema } from './adapt-schema.ts';
import type { LockFile, ServerPins } from './lock-file.ts';

/** What is pinned of a server of the policy, and what that means for calls. */
export interface Pinning {
  readonly mode: Exclude<PinMode, 'off'>;
  readonly pins: ServerPins;
  /** What calls of a tool are checked against; none in mode `warn`. */
  readonly schemas: ReadonlyMap<string, SchemaNode>;
}

/** Where findings go: the policy's and the lock file's own. */
export interface PinReports {
  readonly policy: Report;
  readonly lock: Report;
}

/** Brings policy and lock file together, server by server; reports what does not fit. */
export function resolvePins(policy: PolicySource, lock: LockFile | undefined, reports: PinReports): ReadonlyMap<string, Pinning> {
  const compile = createSchemaCompiler({ strict: false });
  const resolved = new Map<string, Pinning>();
  for (const [name, server] of Object.entries(policy.servers)) {
    const pins = lock !== undefined && Object.hasOwn(lock.servers, name) ? lock.servers[name] : undefined;
    const mode = server.pin?.mode ?? (pins === undefined ? 'off' : 'enforce');
    if (mode === 'off') continue;
    if (pins === undefined) {
      const hint = `make it by \`portcullis snapshot URL --server ${name}\`, or write \`pin: { mode: off }\``;
      reports.policy({ severity: 'error', path: ['servers', name, 'pin'], message: `nothing is pinned of \`${name}\`: ${lock === undefined ? 'there is no lock file' : 'the lock file does not have the server'}`, hint });
      continue;
    }
    warnOfUnpinned(name, server, pins, mode, reports.policy);
    const schemas = mode === 'enforce' ? compileSchemas(name, server, pins, compile, reports.lock) : new Map<string, SchemaNode>();
    resolved.set(name, { mode, pins, schemas });
  }
  for (const name of Object.keys(lock?.servers ?? {})) {
    if (Object.hasOwn(policy.servers, name)) continue;
    reports.lock({ severity: 'warning', path: ['servers', name], atKey: true, message: `the policy has no server \`${name}\``, hint: hintAt(name, Object.keys(policy.servers), 'servers') });
  }
  return resolved;
}

function warnOfUnpinned(name: string, server: ServerSource, pins: ServerPins, mode: Pinning['mode'], report: Report): void {
  for (const [kind, what] of [['tools', 'tool'], ['prompts', 'prompt']] as const) {
    for (const granted of Object.keys(server[kind] ?? {})) {
      if (Object.hasOwn(pins[kind], granted)) continue;
      const message = `the ${what} \`${granted}\` is not in the lock file${mode === 'enforce' ? ': it is denied' : ''}`;
      report({ severity: 'warning', path: ['servers', name, kind, granted], atKey: true, message, hint: `approve it by \`portcullis snapshot URL --server ${name}\`, or remove it here` });
    }
  }
}

/** The pinned schemas of the tools the policy grants. */
function compileSchemas(name: string, server: ServerSource, pins: ServerPins, compile: CompileSchema, report: Report): ReadonlyMap<string, SchemaNode> {
  const schemas = new Map<string, SchemaNode>();
  for (const [tool, { enabled, pin_schema: wanted }] of Object.entries(server.tools ?? {})) {
    const pin = Object.hasOwn(pins.tools, tool) ? pins.tools[tool] : undefined;
    if (pin === undefined || enabled === false || wanted === false) continue;
    const path = ['servers', name, 'tools', tool, 'descriptor', 'inputSchema'];
    const schema = pin.descriptor['inputSchema'];
    const hint = `in the policy write \`pin_schema: false\` for \`${tool}\`, and a \`schema\` of your own in its stead`;
    const say = (message: string, at = path as readonly (string | number)[]): void => {
      report({ severity: 'error', path: at, message: `calls of \`${tool}\` cannot be checked: ${message}`, hint });
    };
    if (!isSchemaObject(schema)) {
      say('it has no `inputSchema`');
      continue;
    }
    const node = compile(adaptSchema(schema), path, (finding) => { say(finding.message, finding.path); });
    if (node !== undefined) schemas.set(tool, node);
  }
  return schemas;
}
