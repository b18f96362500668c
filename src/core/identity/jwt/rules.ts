import type { Rule } from '../../rules.ts';

/** Why a token is refused, or its issuer's keys are not to be had. */
export type JwtRule = Extract<Rule, `jwt.${string}`>;
