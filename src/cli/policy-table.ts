import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { renderArguments } from './arguments-table.ts';
import { renderConditions } from './conditions-table.ts';
import { renderModes } from './modes-table.ts';
import { renderRoles } from './roles-table.ts';

/** What `check` says of a sound policy: who may do what, when, what arguments are inspected as, and which rules are not in their own mode. */
export function renderPolicy(policy: PolicyDescription): string {
  return [renderRoles(policy), renderConditions(policy) ?? '', renderArguments(policy), renderModes(policy) ?? ''].filter((table) => table !== '').join('\n\n');
}
