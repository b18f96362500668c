import { isObject, type JsonObject } from '../../jsonrpc/json.ts';
import { algorithms, factsOf, isAlgorithm, type Algorithm } from './algorithms.ts';
import { own } from './claims.ts';
import type { Decoding } from './decoding.ts';
import { isName } from './parse.ts';

/** The public members of a JWK (RFC 7517; RFC 7518, section 6; RFC 8037, section 2) and nothing else. */
export type PublicJwk =
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'EC'; readonly crv: string; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: string; readonly x: string };

/** A key that may verify, and with what: a token chooses neither. Plain data, so that it can be kept as JSON. */
export interface VerificationKey {
  readonly kid?: string;
  readonly algs: readonly Algorithm[];
  readonly jwk: PublicJwk;
}

/** Why a key is left out. */
export type KeyFault = 'form' | 'kid' | 'type' | 'use' | 'algorithm' | 'private' | 'size' | 'exponent' | 'duplicate';

/** Members that only a key has that can sign, or one that both sides know. */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** Of an RSA modulus: 2048 bits are the least (RFC 7518, section 3.3), and beyond 8192 verifying takes milliseconds. */
const modulusBytes = { least: 256, most: 1024 };
/** Characters of a member: beyond an RSA modulus. */
const longest = 2048;

/**
 * Reads a key that may verify signatures, or says why it cannot. With `allowed`, only these algorithms. A key with `alg` has that one;
 * without it a curve has its own, and RSA those of `allowed`, or RS256 where nothing is said.
 */
export function readJwk(value: unknown, decoding: Pick<Decoding, 'bytes'>, allowed?: readonly Algorithm[]): VerificationKey | KeyFault {
  if (!isObject(value)) return 'form';
  const kid = own(value, 'kid');
  if (kid !== undefined && !isName(kid)) return 'kid';
  if (secretMembers.some((name) => Object.hasOwn(value, name))) return 'private';
  if (!isForSignatures(value)) return 'use';
  const jwk = readPublic(value, decoding);
  if (typeof jwk === 'string') return jwk;
  const algs = algorithmsOf(jwk, own(value, 'alg'), allowed);
  if (algs.length === 0) return 'algorithm';
  return kid === undefined ? { algs, jwk } : { kid, algs, jwk };
}

/** `use` and `key_ops` (RFC 7517, sections 4.2 and 4.3), as far as the key says any. */
function isForSignatures(key: JsonObject): boolean {
  const [use, operations] = [own(key, 'use'), own(key, 'key_ops')];
  return (use === undefined || use === 'sig') && (operations === undefined || (Array.isArray(operations) && operations.includes('verify')));
}

function algorithmsOf(jwk: PublicJwk, alg: unknown, allowed: readonly Algorithm[] | undefined): readonly Algorithm[] {
  const fitting = Object.keys(algorithms)
    .filter(isAlgorithm)
    .filter((name) => factsOf(name).kty === jwk.kty && (jwk.kty === 'RSA' || factsOf(name).crv === jwk.crv));
  return narrow(fitting, jwk, alg, allowed).filter((name) => allowed?.includes(name) !== false);
}

function narrow(fitting: readonly Algorithm[], { kty }: PublicJwk, alg: unknown, allowed: readonly Algorithm[] | undefined): readonly Algorithm[] {
  if (alg === undefined) return kty === 'RSA' && allowed === undefined ? ['RS256'] : fitting;
  const said = fitting.filter((name) => name === alg);
  // EdDSA and Ed25519 are two names of one (RFC 9864).
  return kty === 'OKP' && said.length > 0 ? fitting : said;
}

function readPublic(key: JsonObject, decoding: Pick<Decoding, 'bytes'>): PublicJwk | KeyFault {
  const [kty, crv, n, e, x, y] = ['kty', 'crv', 'n', 'e', 'x', 'y'].map((name) => own(key, name));
  const bytes = (value: unknown): Uint8Array | undefined => (typeof value === 'string' && value.length <= longest ? decoding.bytes(value) : undefined);
  const isCoordinate = (value: unknown, length: number): value is string => bytes(value)?.length === length;
  if (kty === 'RSA') {
    const [modulus, exponent] = [bytes(n), bytes(e)];
    if (modulus === undefined || exponent === undefined) return 'form';
    if (!isModulus(modulus)) return 'size';
    return isExponent(exponent) ? { kty, n: n as string, e: e as string } : 'exponent';
  }
  if (kty === 'EC' && (crv === 'P-256' || crv === 'P-384')) {
    const length = crv === 'P-256' ? 32 : 48;
    return isCoordinate(x, length) && isCoordinate(y, length) ? { kty, crv, x, y } : 'form';
  }
  if (kty === 'OKP' && crv === 'Ed25519') return isCoordinate(x, 32) ? { kty, crv, x } : 'form';
  return 'type';
}

/** Odd, within bounds, and without the zeros in front that would make a small one look large. */
function isModulus(bytes: Uint8Array): boolean {
  const [first = 0] = bytes;
  const isLong = bytes.length > modulusBytes.least || (bytes.length === modulusBytes.least && first >= 0x80);
  return isLong && first > 0 && bytes.length <= modulusBytes.most && ((bytes.at(-1) ?? 0) & 1) === 1;
}

/** Odd, at least 65537 (FIPS 186-5, section 5.1; the engine takes even 1), and short, since verifying takes time in proportion. */
function isExponent(bytes: Uint8Array): boolean {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length <= 4 && value >= 65537 && value % 2 === 1;
}
