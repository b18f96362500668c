import type { Rule } from '../../rules.ts';

/** Why a proof of possession is refused (RFC 9449). */
export type DpopRule = Extract<Rule, `dpop.${string}`>;
