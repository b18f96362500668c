import { isObject } from '../../jsonrpc/json.ts';
import { parseDocument } from '../../jsonrpc/parse.ts';
import type { Algorithm } from './algorithms.ts';
import { own } from './claims.ts';
import type { Decoding } from './decoding.ts';
import { readJwk, type KeyFault, type VerificationKey } from './jwk.ts';
import type { Jwt } from './parse.ts';
import type { JwtRule } from './rules.ts';

/** A key of a set that cannot be used, by its place there, and why. */
export interface LeftOut {
  readonly at: number;
  readonly fault: KeyFault;
}

/** The keys of a set that can be used, and the others. */
export interface KeySet {
  readonly keys: readonly VerificationKey[];
  readonly left: readonly LeftOut[];
}

/** Why there is no set of keys: not JSON, not a set, too large, or nothing in it that can be used. */
export type KeySetFault = 'json' | 'form' | 'size' | 'empty';

/** Bytes of a set, of which certificates beside the keys take most, and its keys. */
export const longestKeySet = 131_072;
const mostKeys = 64;

/** Reads a JWK Set (RFC 7517, section 5). Keys that share a key id are all left out: nobody could say which was meant. */
export function readJwks(bytes: Uint8Array, decoding: Decoding, allowed?: readonly Algorithm[]): KeySet | KeySetFault {
  if (bytes.length > longestKeySet) return 'size';
  const text = decoding.text(bytes);
  const document = text === undefined ? 'json.utf8' : parseDocument({ text, bytes, isPlain: false });
  if (typeof document === 'string') return 'json';
  const set = readKeySet(document.value, decoding, allowed);
  return typeof set !== 'string' && set.keys.length === 0 ? 'empty' : set;
}

/** The same of a document that was parsed, be there a key to use or not. */
export function readKeySet(value: unknown, decoding: Pick<Decoding, 'bytes'>, allowed?: readonly Algorithm[]): KeySet | KeySetFault {
  const members = isObject(value) ? own(value, 'keys') : undefined;
  if (!Array.isArray(members)) return 'form';
  if (members.length > mostKeys) return 'size';
  const read = members.map((member) => readJwk(member, decoding, allowed));
  const all = read.filter((key) => typeof key !== 'string');
  const judged = read.map((key) => (typeof key !== 'string' && isShared(key, all) ? 'duplicate' : key));
  const keys = judged.filter((key) => typeof key !== 'string');
  return { keys, left: judged.flatMap((fault, at) => (typeof fault === 'string' ? [{ at, fault }] : [])) };
}

function isShared({ kid }: VerificationKey, all: readonly VerificationKey[]): boolean {
  return kid !== undefined && all.filter((other) => other.kid === kid).length > 1;
}

/**
 * The one key that may verify a token: the one of its key id or, where the token or the keys have none, the only one for its algorithm.
 * `jwt.key` when none is: newer keys may have it.
 */
export function selectKey(keys: readonly VerificationKey[], { kid, alg }: Pick<Jwt, 'kid' | 'alg'>): VerificationKey | JwtRule {
  const [named] = kid === undefined ? [] : keys.filter((key) => key.kid === kid);
  // The algorithm is the key's; a token that says another one tries to have it taken for something else.
  if (named !== undefined) return named.algs.includes(alg) ? named : 'jwt.alg';
  const [only, ...others] = keys.filter((key) => (kid === undefined || key.kid === undefined) && key.algs.includes(alg));
  if (only === undefined) return 'jwt.key';
  return others.length === 0 ? only : 'jwt.kid';
}
