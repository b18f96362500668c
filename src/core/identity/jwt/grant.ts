import type { JsonObject } from '../../jsonrpc/json.ts';
import type { Confirmation } from '../dpop/confirmation.ts';
import { claimAt, valuesAt, type ClaimPath } from './claim-path.ts';
import { isName } from './parse.ts';
import type { JwtRule } from './rules.ts';

/** Where a policy finds in the claims who calls and as what. */
export interface ClaimMapping {
  readonly subject: ClaimPath;
  readonly role: {
    /** Where values stand that mean roles, and which ones do, the first that is there counting. */
    readonly claim: ClaimPath;
    readonly values: readonly (readonly [value: string, role: string])[];
    /** The role of tokens in which none does; absent: they have none. */
    readonly otherwise?: string;
  };
  /** Where scopes stand, in all of these places. */
  readonly scopes: readonly ClaimPath[];
  /** Claims that rules of the policy ask for, by the names they have there. */
  readonly wanted?: readonly (readonly [name: string, path: ClaimPath])[];
}

/** Where RFC 9068 has them, and the `scp` of those who wrote tokens before it. */
export const usualMapping = { subject: ['sub'], scopes: [['scope'], ['scp']] } as const satisfies Partial<ClaimMapping>;

/** What a token grants: `role` is undefined when no value of the claims means one. */
export interface Grant {
  readonly subject: string;
  readonly role: string | undefined;
  readonly scopes: readonly string[];
  /** Of the claims wanted those that are there and can be compared: texts as they are, whole numbers in digits. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** Reads from verified claims who calls, as what, and with which scopes. */
export function readGrant(claims: JsonObject, mapping: ClaimMapping): Grant | JwtRule {
  const subject = claimAt(claims, mapping.subject);
  if (!isName(subject)) return 'jwt.subject';
  const values = valuesAt(claims, mapping.role.claim);
  const scopes = mapping.scopes.map((path) => valuesAt(claims, path));
  if (values === undefined || !scopes.every((list) => list !== undefined)) return 'jwt.claims';
  // Order is the policy's: a token says what somebody is, not which of it counts.
  const [, role = mapping.role.otherwise] = mapping.role.values.find(([value]) => values.includes(value)) ?? [];
  const grant = { subject, role, scopes: [...new Set(scopes.flat())] };
  return mapping.wanted === undefined ? grant : { ...grant, claims: readWanted(claims, mapping.wanted) };
}

function readWanted(claims: JsonObject, wanted: NonNullable<ClaimMapping['wanted']>): Readonly<Record<string, string>> {
  return Object.fromEntries(wanted.flatMap(([name, path]) => {
    const found = claimAt(claims, path);
    const text = Number.isSafeInteger(found) ? String(found) : found;
    return isName(text) ? [[name, text]] : [];
  }));
}

/** What a token proves, until when in seconds, and by whose word: plain data, so that it can be kept as JSON. */
export interface Proof extends Grant {
  readonly issuer: string;
  readonly expires: number;
  /** Who alone may use it; absent: whoever has it. */
  readonly bound?: Confirmation;
}
