import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { renderModes } from './modes-table.ts';
import { renderRoles } from './roles-table.ts';

/** What `check` says of a sound policy: who may do what, then which rules are not in their own mode. */
export function renderPolicy(description: PolicyDescription): string {
  const modes = renderModes(description);
  return modes === undefined ? renderRoles(description) : `${renderRoles(description)}\n\n${modes}`;
}
