import type { Rule } from '../../rules.ts';

/** Why a token that its server is asked about counts for nothing (RFC 7662). */
export type IntrospectionRule = Extract<Rule, `token.${string}`>;
