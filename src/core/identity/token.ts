import type { DpopRule } from './dpop/rules.ts';
import { isLocked, nameAddress, type KeyPorts } from './api-key.ts';
import { identify, type Caller, type Refusal } from './identity.ts';
import type { IntrospectionRule } from './introspection/rules.ts';
import type { Proof } from './jwt/grant.ts';
import { longestToken } from './jwt/parse.ts';
import type { JwtRule } from './jwt/rules.ts';
import type { IdentitySettings } from './settings.ts';

/** Failures that nobody meets by chance: a token was made up or changed. Others, such as one that has expired, are no guessing. */
const guesses: ReadonlySet<string> = new Set<JwtRule>(['jwt.form', 'jwt.json', 'jwt.alg', 'jwt.crit', 'jwt.embedded', 'jwt.signature']);

/** Whether an `Authorization` header shows an API key, be it a good one or not: it belongs to keys or to tokens, by its form. */
export function showsKey(sent: string): boolean {
  return /^bearer +pcl_/i.test(sent);
}

/**
 * The token in an `Authorization` header that is for tokens (RFC 6750, section 2.1; RFC 9449, section 7.1), or why it is none; undefined where it shows an API key
 * and these are taken there too.
 */
export function findToken(sent: string, address: string, { header, lockout, jwt }: IdentitySettings, ports: Pick<KeyPorts, 'failuresOf'>): string | Refusal | undefined {
  if (header === 'Authorization' && showsKey(sent)) return undefined;
  const from = nameAddress(address);
  // 1. Who is locked out is not listened to.
  if (isLocked(from, lockout, ports)) return { rule: 'auth.locked', status: lockout?.status };
  // 2. The form, as far as it takes no work.
  const scheme = (jwt?.dpop === undefined ? /^bearer +/i : /^(?:bearer|dpop) +/i).exec(sent)?.[0].length;
  if (scheme === undefined) return { rule: sent === '' ? 'jwt.form' : 'auth.scheme', blame: [from] };
  const token = sent.slice(scheme);
  return token.length > longestToken ? { rule: 'jwt.size' } : token;
}

/** Who calls by what a token proves. */
export function callerOf({ role, subject, issuer, scopes, claims = {} }: Proof): Caller {
  // Whoever vouches for it vouches for nothing that the policy knows: another token of the same user would not help.
  if (role === undefined) return { rule: 'role.missing' };
  return { ...identify('jwt', role, `${issuer} ${subject}`), subject, scopes, claims };
}

/** Why a token does not count, or not in these hands. */
export type TokenRule = JwtRule | IntrospectionRule | DpopRule;

/** Why a token counts for nothing, and what that is counted against. */
export function refuseToken(rule: TokenRule, address: string): Refusal {
  return guesses.has(rule) ? { rule, blame: [nameAddress(address)] } : { rule };
}

/**
 * Says of whatever was shown that it does not count, and no more (RFC 6750, section 3.1): alike for all that is wrong with it, and nothing that
 * its sender did not know. Who showed nothing is told of no error.
 */
export function withChallenge(refusal: Refusal): Refusal {
  return refusal.rule === 'auth.missing' || refusal.challenge !== undefined ? refusal : { ...refusal, challenge: 'Bearer realm="mcp", error="invalid_token"' };
}
