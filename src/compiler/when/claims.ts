import { parseClaimPath, type ClaimPath } from '../../core/identity/jwt/claim-path.ts';
import type { Method } from '../../core/identity/identity.ts';
import { methodsOf } from '../identity.ts';
import type { IdentitySource, PolicySource } from '../policy-source.ts';

const prefix = 'claim.';
/** Ways to know a caller by which nothing is known of claims; and no name either. */
const claimless: readonly Method[] = ['api_keys', 'mtls', 'basic', 'auth_request', 'role_header'];
const nameless: readonly Method[] = ['role_header'];

/** Where a claim stands that an argument must equal, as `equals` says it; undefined where that is none. */
export function claimOf(equals: string): ClaimPath | undefined {
  return equals.startsWith(prefix) ? parseClaimPath(equals.slice(prefix.length)) : undefined;
}

/** The claims that arguments must equal, each once, by its path as written: what `Identity.claims` has to have, under the same text. */
export function wantedClaims({ servers }: PolicySource): readonly string[] {
  const items = Object.values(servers).flatMap(({ tools = {}, prompts = {} }) => [...Object.values(tools), ...Object.values(prompts)]);
  const equals = items.flatMap((item) => Object.values(item.arguments ?? {})).map((argument) => argument.equals ?? '');
  return [...new Set(equals.filter((source) => claimOf(source) !== undefined).map((source) => source.slice(prefix.length)))];
}

/** Whether a caller can have claims at all, by what the policy knows callers by; or a name. */
export function knowsClaims(identity: IdentitySource): boolean {
  return methodsOf(identity).some((method) => !claimless.includes(method));
}

export function knowsNames(identity: IdentitySource): boolean {
  return methodsOf(identity).some((method) => !nameless.includes(method));
}
