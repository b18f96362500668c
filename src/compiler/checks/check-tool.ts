import type { WalkLimits } from '../../core/policy/argument-walk.ts';
import type { ToolSource } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { checkArguments } from './check-arguments.ts';
import { checkRoles } from './check-roles.ts';
import { warnOfRisk } from './warn-of-risk.ts';

/** Checks one tool: who may call it, its arguments, and whether the grant is careless. */
export function checkTool(name: string, tool: ToolSource, path: Path, limits: WalkLimits & { readonly body: number }, roles: RoleGraph, report: Report): void {
  if (tool.roles !== undefined) checkRoles(tool.roles, [...path, 'roles'], roles, report);
  else if (tool.enabled !== false) {
    const hint = 'name the roles that may call it, or write `enabled: false`';
    report({ severity: 'error', path, atKey: true, message: `nobody may call the tool \`${name}\`: it names no roles`, hint });
  }
  checkArguments(tool.arguments ?? {}, [...path, 'arguments'], limits, report);
  if (tool.enabled !== false && tool.roles?.length !== 0) warnOfRisk(name, tool, path, report);
}
