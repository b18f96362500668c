import { compilePolicy } from '../src/compiler/compile.ts';
import { Failure } from '../src/cli/failure.ts';
import { kinds } from '../src/core/policy/kind.ts';

/** The tools the bench calls; every argument has a kind, as in a policy in use. */
const called = [
  'read_text_file: { roles: [reader], arguments: { path: { kind: path, within: [/srv/data], required: true }, head: { kind: id } } }',
  'write_file: { roles: [operator], arguments: { path: { kind: path, within: [/srv/data/out], required: true }, content: { kind: text, string: 2MiB } } }',
  `inspect_any: { roles: [operator], arguments: { ${kinds.map((kind) => `${kind}: { kind: ${kind}, string: 2MiB }`).join(', ')} } }`,
];

/** What the rest of a policy looks like, in turn. */
const others = [
  'roles: [reader], arguments: { path: { kind: path, within: [/srv/data] } }',
  'roles: [support], arguments: { url: { kind: url, hosts: [api.example.com, "*.docs.example.com"] }, note: { kind: text } }',
  'roles: [operator], arguments: { query: { kind: sql }, limit: { kind: id } }',
  'roles: [support], arguments: { ticket: { kind: id, pattern: "^[A-Z]+-[0-9]+$", required: true }, state: { enum: [open, closed] } }',
  'enabled: false, alert: true',
];

/** A whole policy (YAML) with as many tools: roles that inherit, trusted hops, hosts, origins, `within`, kinds. */
export function writePolicy(tools: number, identity = '{ role_header: X-Agent-Role, trusted_hops: [127.0.0.0/8] }'): string {
  const more = Array.from({ length: tools - called.length }, (_, index) => `tool_${String(index).padStart(5, '0')}: { ${others[index % others.length] ?? ''} }`);
  return `version: 1
identity: ${identity}
http: { hosts: [127.0.0.1], origins: ["https://app.example.com"] }
roles:
  reader: {}
  support: { inherits: [reader] }
  operator: { inherits: [support] }
limits: { body: 4MiB, depth: 15, string: 8KiB, array: 1000 }
servers:
  files:
    upstream: files
    tools:
${[...called, ...more].map((line) => `      ${line}\n`).join('')}    resources: [ { uri: "file:///srv/data/**", roles: [reader] } ]
    prompts: { summarize: { roles: [reader] } }
  streams:
    upstream: streams
    path: /stream
    tools: { watch: { roles: [reader] } }
`;
}

/** Compiles the bench's policy to policy.conf, with what it says of callers and the files that names. */
export function compileBenchPolicy(tools: number, identity?: string, files: Readonly<Record<string, string>> = {}): string {
  const { conf, problems } = compilePolicy(writePolicy(tools, identity), 'bench.yaml', { read: (path) => files[path] ?? '' });
  if (conf === undefined) throw new Failure(`the bench's policy does not compile: ${problems[0]?.message ?? ''}`);
  return conf;
}
