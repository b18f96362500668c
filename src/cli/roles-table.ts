import type { GrantDescription, PolicyDescription } from '../compiler/describe-policy.ts';

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

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = ` ${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
