import type { Path, Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { hintAt } from '../suggest.ts';

/** Checks a list of roles: that each exists, and that there is one. */
export function checkRoles(granted: readonly string[], path: Path, roles: RoleGraph, report: Report): void {
  for (const [index, role] of granted.entries()) {
    if (roles.names.includes(role)) continue;
    report({ severity: 'error', path: [...path, index], message: `there is no role \`${role}\``, hint: hintAt(role, roles.names, 'roles') });
  }
  if (granted.length === 0) {
    report({ severity: 'warning', path, message: 'no role may use this', hint: 'name the roles, or remove the entry: what is not listed is denied' });
  }
}
