import { isObject, type JsonObject } from '../../jsonrpc/json.ts';
import { own } from '../jwt/claims.ts';

/** Whose a token is alone (RFC 7800): SHA-256 of a key, or of a client certificate, in base64url. */
export interface Confirmation {
  /** RFC 9449, section 6.1. */
  readonly jkt?: string;
  /** RFC 8705, section 3.1. */
  readonly x5t?: string;
}

/** Members of `cnf` that are understood. */
const members = { jkt: 'jkt', 'x5t#S256': 'x5t' } as const;

/**
 * Reads `cnf` from a token's claims; undefined when it has none. One of another shape, or with anything else, binds the token to
 * something that cannot be checked here: `jwt.claims`.
 */
export function readConfirmation(claims: JsonObject): Confirmation | undefined | 'jwt.claims' {
  const cnf = own(claims, 'cnf');
  if (cnf === undefined) return undefined;
  const entries = isObject(cnf) ? Object.entries(cnf) : [];
  if (entries.length === 0 || !entries.every(([name, value]) => Object.hasOwn(members, name) && typeof value === 'string' && /^[\w-]{43}$/.test(value))) return 'jwt.claims';
  return Object.fromEntries(entries.map(([name, value]) => [members[name as keyof typeof members], value]));
}
