import type { Caller, Identity } from './identity.ts';
import type { IdentitySettings, Lockout } from './settings.ts';

/** `key` entry of the compiled policy, by the key's id: nothing a key could be made from. */
export interface KeyEntry {
  readonly who: Identity;
  readonly salt: string;
  /** What {@link hashKey} makes of salt and key. A key is 256 random bits, so that a slow hash would add nothing. */
  readonly hash: string;
  /** In seconds since 1970; absent: never. */
  readonly expires?: number;
}

/** What is known of keys and of failures. */
export interface KeyPorts {
  findKey(id: string): KeyEntry | undefined;
  digest(text: string): string;
  /** How many failures are counted against this name. */
  failuresOf(name: string): number;
}

/** A prefix that scanners for secrets can look for, the id by which a key is found, and 256 random bits. */
export const keyPattern = 'pcl_[0-9a-f]{12}_[0-9a-f]{64}';
const idStart = 4;
const idEnd = 16;
/** Stands for a key that does not exist, so that it takes as long to find that out as that a secret is wrong. */
const nobody: KeyEntry = { who: { role: '' }, salt: '0'.repeat(32), hash: '' };

/**
 * Whose key a header shows. Failures are blamed on the address (empty: one of many callers, blamed for nothing) and on the key whose id
 * was named.
 *
 * @param sent the whole header
 * @param key the key in it, empty where there is none in the right form (render-identity.ts)
 * @param now in milliseconds since 1970
 */
export function judgeKey(sent: string, key: string, address: string, now: number, { header, lockout }: IdentitySettings, ports: KeyPorts): Caller {
  const from = nameAddress(address);
  // 1. Who is locked out is not listened to.
  if (isLocked(from, lockout, ports)) return { rule: 'auth.locked', status: lockout?.status };
  // 2. The form.
  if (key === '') return { rule: header === 'Authorization' && sent !== '' && !/^bearer /i.test(sent) ? 'auth.scheme' : 'auth.malformed', blame: [from] };
  // 3. The key.
  const id = key.slice(idStart, idEnd);
  const named = `key ${id}`;
  if (isLocked(named, lockout, ports)) return { rule: 'auth.locked', status: lockout?.status };
  const known = ports.findKey(id);
  const { who, salt, hash, expires } = known ?? nobody;
  const isRight = hashKey(salt, key, ports) === hash;
  if (known === undefined) return { rule: 'auth.unknown', blame: [from] };
  if (!isRight) return { rule: 'auth.invalid', blame: [from, named] };
  // Nobody guesses here: whoever forgot to renew a key does not lock out others.
  if (expires !== undefined && now >= expires * 1000) return { rule: 'auth.expired' };
  return who;
}

/**
 * What is kept of a key: the digest of the digest of salt and key, each in hex. Two of them may be compared in any way, since how far
 * they are alike says nothing of how far the digests within are, nor the keys.
 */
export function hashKey(salt: string, key: string, ports: Pick<KeyPorts, 'digest'>): string {
  return ports.digest(ports.digest(salt + key));
}

/** Whether who fails under this name is not listened to any more. */
export function isLocked(name: string, lockout: Lockout | undefined, ports: Pick<KeyPorts, 'failuresOf'>): boolean {
  return name !== '' && lockout !== undefined && ports.failuresOf(name) >= lockout.failures;
}

/** What failures of an address are counted against; empty: it stands for many callers, so nothing is. */
export function nameAddress(address: string): string {
  return address === '' ? '' : `address ${networkOf(address)}`;
}

/** What one machine can take addresses from: of IPv6 the first 64 bits, as nginx writes them. */
function networkOf(address: string): string {
  return address.includes(':') ? (/^(?:[0-9a-f]{1,4}:){1,4}/.exec(address)?.[0] ?? address) : address;
}
