import type { JsonObject } from '../../jsonrpc/json.ts';
import type { JwtRule } from './rules.ts';

/** What a policy expects of an issuer's tokens. */
export interface Expectations {
  /** `iss`, exactly. */
  readonly issuer: string;
  /** Who we are: `aud` must name one of these (RFC 8707: the canonical URI of the resource). */
  readonly audiences: readonly string[];
  /** Seconds by which clocks may differ; 60 is usual. */
  readonly skew: number;
}

/** Audiences of one token. */
const mostAudiences = 64;

/** A member of a parsed object, its own: what an object inherits was never claimed. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * Holds verified claims against what is expected, at a time in seconds (RFC 7519, section 4.1; RFC 9068, section 4). A token must
 * expire: one that never does could not be taken back.
 */
export function judgeClaims(claims: JsonObject, { issuer, audiences, skew }: Expectations, now: number): JwtRule | undefined {
  if (own(claims, 'iss') !== issuer) return 'jwt.issuer';
  const aud = own(claims, 'aud');
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (named.length > mostAudiences || (aud !== undefined && named.some((one) => typeof one !== 'string'))) return 'jwt.claims';
  if (!audiences.some((one) => named.includes(one))) return 'jwt.audience';

  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => own(claims, name));
  if (![exp, nbf, iat].every(isTime)) return 'jwt.claims';
  if (exp === undefined || now >= (exp as number) + skew) return 'jwt.expired';
  if (nbf !== undefined && now < (nbf as number) - skew) return 'jwt.early';
  return iat !== undefined && now < (iat as number) - skew ? 'jwt.early' : undefined;
}

/** NumericDate (RFC 7519, section 2), or absent; `null` is neither. */
function isTime(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === 'number' && Number.isFinite(value));
}
