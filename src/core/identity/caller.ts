import { isRefusal, type Caller, type Identity } from './identity.ts';

/**
 * The one caller of what each method found, in the policy's order; undefined where a request has nothing of a method's. What one
 * refuses nobody else makes good, and who is known in two ways must have the same role in both. Nobody is `anonymous`, where the
 * policy has a role for that.
 */
export function chooseCaller(found: readonly (Caller | undefined)[], anonymous: string | undefined): Caller {
  let caller: Identity | undefined;
  for (const one of found) {
    if (one === undefined) continue;
    if (isRefusal(one)) return one;
    if (caller !== undefined && caller.role !== one.role) return { rule: 'auth.conflict' };
    caller ??= one;
  }
  if (caller !== undefined) return caller;
  return anonymous === undefined ? { rule: 'auth.missing' } : { role: anonymous, owner: `role ${anonymous} anonymous` };
}
