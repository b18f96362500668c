import { buildHierarchy, type Hierarchy } from './hierarchy.ts';
import type { Table } from './policy-source.ts';
import type { Report } from './problem.ts';

/** The roles of a policy with inheritance worked out: `expand` gives every role that may when these may. */
export type RoleGraph = Hierarchy;

const texts = { path: ['roles'], kind: 'role', kinds: 'roles', link: 'inherits', circle: 'roles inherit in a circle' } as const;

/** Works inheritance out, reporting roles that do not exist and circles. */
export function buildRoles(roles: Table<{ readonly inherits?: readonly string[] }>, report: Report): RoleGraph {
  return buildHierarchy(Object.fromEntries(Object.entries(roles).map(([name, { inherits = [] }]) => [name, inherits])), texts, report);
}
