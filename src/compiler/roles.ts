import type { Table } from './policy-source.ts';
import type { Report } from './problem.ts';
import { hintAt } from './suggest.ts';

/** The roles of a policy with inheritance worked out. */
export interface RoleGraph {
  /** In the order of the policy. */
  readonly names: readonly string[];
  /** Every role that may when these may: themselves and all that inherit from one of them. */
  readonly expand: (granted: readonly string[]) => readonly string[];
}

type RolesSource = Table<{ readonly inherits?: readonly string[] }>;

/** Works inheritance out, reporting roles that do not exist and circles. */
export function buildRoles(roles: RolesSource, report: Report): RoleGraph {
  const names = Object.keys(roles);
  reportUnknown(roles, names, report);
  const reached = new Map<string, ReadonlySet<string>>();
  const circles = new Set<string>();
  for (const name of names) {
    const circle = findCircle(roles, name);
    const id = circle?.toSorted().join(' ');
    if (circle === undefined || id === undefined || circles.has(id)) continue;
    circles.add(id);
    const message = `roles inherit in a circle: ${[...circle, name].join(' -> ')}`;
    report({ severity: 'error', path: ['roles', name, 'inherits'], message, hint: 'remove one of these `inherits`' });
  }
  for (const name of names) reached.set(name, collectInherited(roles, name));
  return {
    names,
    expand: (granted) => names.filter((name) => granted.some((grant) => reached.get(name)?.has(grant))),
  };
}

function parentsOf(roles: RolesSource, name: string): readonly string[] {
  return (Object.hasOwn(roles, name) ? roles[name]?.inherits : undefined) ?? [];
}

function reportUnknown(roles: RolesSource, names: readonly string[], report: Report): void {
  for (const name of names) {
    for (const [index, parent] of parentsOf(roles, name).entries()) {
      if (Object.hasOwn(roles, parent)) continue;
      report({ severity: 'error', path: ['roles', name, 'inherits', index], message: `there is no role \`${parent}\``, hint: hintAt(parent, names, 'roles') });
    }
  }
}

/** The role itself and all it inherits from, near and far. */
function collectInherited(roles: RolesSource, name: string): ReadonlySet<string> {
  const seen = new Set([name]);
  // A set grows while it is walked: what is added is visited too.
  for (const role of seen) for (const parent of parentsOf(roles, role)) seen.add(parent);
  return seen;
}

/** The shortest way from the role back to itself, without the return. */
function findCircle(roles: RolesSource, start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways) {
      for (const parent of parentsOf(roles, way.at(-1) ?? start)) {
        if (parent === start) return way;
        if (seen.has(parent)) continue;
        seen.add(parent);
        next.push([...way, parent]);
      }
    }
    ways = next;
  }
  return undefined;
}
