/** Scopes that are needed: of each list one, the needed scope first and after it those that include it. */
export type ScopeNeeds = readonly (readonly string[])[];

/**
 * Whether something needed was not granted. What has no scopes at all, which is everything but a token, is not bound by them: roles
 * decide alone then.
 */
export function lacksScopes(needs: ScopeNeeds | undefined, granted: readonly string[] | undefined): needs is ScopeNeeds {
  return needs !== undefined && granted !== undefined && !needs.every((need) => need.some((scope) => granted.includes(scope)));
}
