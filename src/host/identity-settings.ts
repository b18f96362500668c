import type { IdentitySettings } from '../core/identity/settings.ts';
import { recallEntry } from '../core/policy/recall.ts';
import type { Variables } from './transport.ts';

/** What the policy says of who calls; in the same memory as entries, being as small. Undefined where the role header alone tells. */
export function readSettings(variables: Variables): IdentitySettings | undefined {
  return recallEntry(variables['portcullis_identity'] ?? '') as unknown as IdentitySettings | undefined;
}
