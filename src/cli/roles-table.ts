import type { GrantDescription, PolicyDescription } from '../compiler/describe-policy.ts';
import { wrap } from './wrap.ts';

const width = 100;

/** A table of roles and what each may do, one block of lines a role and server. */
export function renderRoles({ roles, servers }: PolicyDescription): string {
  const margin = Math.max(...roles.map(({ name }) => name.length)) + 2;
  return roles
    .map(({ name, grants }) => {
      const lines = grants.flatMap((grant) => describeGrant(grant, servers.length > 1)).flatMap((line) => wrap(line, width - margin));
      return (lines.length === 0 ? ['nothing'] : lines).map((line, index) => (index === 0 ? name : '').padEnd(margin) + line).join('\n');
    })
    .join('\n');
}

function describeGrant({ server, tools, prompts, resources, methods }: GrantDescription, named: boolean): string[] {
  const parts: readonly (readonly [string, readonly string[]])[] = [['tools', tools], ['prompts', prompts], ['resources', resources], ['methods', methods]];
  return parts.filter(([, names]) => names.length > 0).map(([what, names]) => `${named ? `${server} ` : ''}${what}: ${names.join(', ')}`);
}
