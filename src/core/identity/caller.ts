import { isRefusal, type Caller } from './identity.ts';

/**
 * Joins what one method found with what the next did; undefined where a request has nothing of a method's. What one refuses nobody
 * else makes good, and who is known in two ways must have the same role in both; of these the first counts.
 */
export function joinCallers(first: Caller | undefined, next: Caller | undefined): Caller | undefined {
  if (first === undefined) return next;
  if (next === undefined || isRefusal(first)) return first;
  if (isRefusal(next)) return next;
  if (first.role !== next.role) return { rule: 'auth.conflict' };
  // A token binds to its scopes whatever comes before it.
  const { scopes, claims } = first.scopes === undefined ? next : first;
  return { ...first, ...(scopes && { scopes }), ...(claims && { claims }) };
}

/** Who shows nothing: of the role `anonymous`, where the policy has one for that. */
export function nameAnonymous(anonymous: string | undefined): Caller {
  return anonymous === undefined ? { rule: 'auth.missing' } : { role: anonymous, owner: `role ${anonymous} anonymous` };
}
