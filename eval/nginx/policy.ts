import { kinds, type Kind } from '../../src/core/policy/kind.ts';

/** What the policy and the gateway call the server behind it. */
export const server = { name: 'samples', upstream: 'samples', path: '/mcp' } as const;

/** Who calls. */
export const role = { header: 'X-Agent-Role', name: 'evaluator' } as const;

/** The tool whose one argument is of the kind. */
export function toolFor(kind: Kind): string {
  return `takes_${kind}`;
}

/** One tool for each kind of argument; limits so wide that how long a sample is decides nothing. */
export const policy = [
  'version: 1',
  `identity: { role_header: ${role.header}, trusted_hops: [127.0.0.0/8] }`,
  `roles: { ${role.name}: {} }`,
  'limits: { body: 16MiB, string: 16MiB }',
  'servers:',
  `  ${server.name}:`,
  `    upstream: ${server.upstream}`,
  '    tools:',
  ...kinds.map((kind) => `      ${toolFor(kind)}: { roles: [${role.name}], arguments: { value: { kind: ${kind}, string: 16MiB } } }`),
  '',
].join('\n');
