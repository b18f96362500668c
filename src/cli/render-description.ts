import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { renderArguments } from './arguments-table.ts';
import { renderRoles } from './roles-table.ts';

/** A policy as people ask about it: what each role may do, then what the arguments of tools are inspected as. */
export function renderDescription(policy: PolicyDescription): string {
  return [renderRoles(policy), renderArguments(policy)].filter((table) => table !== '').join('\n\n');
}
