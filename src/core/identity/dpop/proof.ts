import type { Algorithm } from '../jwt/algorithms.ts';
import { own } from '../jwt/claims.ts';
import type { Decoding } from '../jwt/decoding.ts';
import { readJwk, type VerificationKey } from '../jwt/jwk.ts';
import { isName, parseJwt, type Jwt, type JwtForm } from '../jwt/parse.ts';
import type { DpopRule } from './rules.ts';
import { normalizeTarget } from './target.ts';

/** What a policy says of proofs. */
export interface DpopSettings {
  /** Whether a token must be bound to a key. */
  readonly required?: boolean;
  readonly algorithms: readonly Algorithm[];
  /** Seconds by which the time of a proof may differ from ours, both ways. */
  readonly window: number;
  /** Whether a proof must have a nonce of ours. */
  readonly nonce?: boolean;
}

/** `dpop` entry of the compiled policy, by server. */
export interface DpopEntry extends DpopSettings {
  /** Public URLs of the server. */
  readonly targets: readonly string[];
}

/** What a proof must be for. */
export interface DpopRequest {
  readonly method: string;
  /** Public URLs of the server, as {@link normalizeTarget} gives them. */
  readonly targets: readonly string[];
  /** SHA-256 of the token, in base64url. */
  readonly ath: string;
}

/** A proof that is well formed; nothing of it is verified, nor that its key is one for its algorithm. */
export interface DpopProof {
  readonly jwt: Jwt;
  readonly key: VerificationKey;
}

/** Of a proof that holds: by what it is told from others of the same key, until when it could be used again, in seconds, and its nonce. */
export interface DpopClaims {
  readonly jti: string;
  readonly until: number;
  readonly nonce: string;
}

/** A key of RSA with 4096 bits, its signature, a long URL. */
const proofForm: JwtForm = { size: 4096, types: ['dpop+jwt'], embedded: ['jwk'] };

/** Reads a `DPoP` header (RFC 9449, section 4.3, 1 to 5 and 7); two of them arrive joined by a comma, which no proof has. */
export function readDpopProof(header: string, algorithms: readonly Algorithm[], decoding: Decoding): DpopProof | DpopRule {
  const jwt = parseJwt(header, decoding, proofForm);
  if (typeof jwt === 'string') return 'dpop.form';
  const key = readJwk(own(jwt.header, 'jwk'), decoding, algorithms);
  return typeof key === 'string' ? 'dpop.key' : { jwt, key };
}

/** Holds the verified claims of a proof against the request, at a time in seconds (8, 9, 11 and the first of 12); `nonce` is left to its giver. */
export function judgeDpopClaims({ claims }: Jwt, request: DpopRequest, window: number, now: number): DpopClaims | DpopRule {
  const [jti, htm, htu, iat, ath, nonce = ''] = ['jti', 'htm', 'htu', 'iat', 'ath', 'nonce'].map((name) => own(claims, name));
  if (!isName(jti) || typeof htm !== 'string' || typeof htu !== 'string' || typeof iat !== 'number' || typeof ath !== 'string' || typeof nonce !== 'string') return 'dpop.claims';
  if (htm !== request.method || !request.targets.includes(normalizeTarget(htu) ?? '')) return 'dpop.request';
  if (Math.abs(now - iat) > window) return 'dpop.time';
  return ath === request.ath ? { jti, until: iat + window, nonce } : 'dpop.token';
}
