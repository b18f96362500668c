/** Why a token that its server is asked about counts for nothing: ids and sentences as in rules.ts. */
export const introspectionRules = {
  'token.inactive': 'the authorization server does not vouch for the token',
  'token.unavailable': 'the authorization server cannot be asked, or its answer is none',
} as const;

export type IntrospectionRule = keyof typeof introspectionRules;
