import { identify, type Caller } from './identity.ts';
import type { IdentitySettings, Lockout } from './settings.ts';

/** `key` entry of the compiled policy, by the key's id: nothing a key could be made from. */
export interface KeyEntry {
  /** Who has it. */
  readonly name: string;
  readonly role: string;
  readonly salt: string;
  /** SHA-256 of salt and key, in hex. A key is 256 random bits, so that a slow hash would add nothing. */
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

/** A prefix that scanners for secrets can look for, the id by which it is found, and 256 random bits. */
const keyForm = /^pcl_([0-9a-f]{12})_[0-9a-f]{64}$/;
/** RFC 6750, section 2.1; names of schemes ignore case (RFC 9110, section 11.1). */
const bearer = /^bearer +(?=[^ ])/i;
/** Stands for a key that does not exist, so that it takes as long to find that out as that a secret is wrong. */
const nobody: KeyEntry = { name: '', role: '', salt: '0'.repeat(32), hash: '' };

/**
 * Whose key a header's value is; undefined when there is no such header. Failures are blamed on the address (empty: one of many
 * callers, blamed for nothing) and on the key whose id was named.
 *
 * @param now in milliseconds since 1970
 */
export function judgeKey(sent: string | undefined, address: string, now: number, { header, lockout }: IdentitySettings, ports: KeyPorts): Caller | undefined {
  if (sent === undefined) return undefined;
  const from = address === '' ? '' : `address ${networkOf(address)}`;
  // 1. Who is locked out is not listened to.
  if (isLocked(from, lockout, ports)) return { rule: 'auth.locked', status: lockout?.status };
  // 2. The form.
  const isBearer = bearer.test(sent);
  if (header === 'Authorization' && !isBearer) return { rule: sent === '' ? 'auth.malformed' : 'auth.scheme', blame: [from] };
  const key = header === 'Authorization' ? sent.replace(bearer, '') : sent;
  const id = keyForm.exec(key)?.[1];
  if (id === undefined) return { rule: 'auth.malformed', blame: [from] };
  // 3. The key.
  const named = `key ${id}`;
  if (isLocked(named, lockout, ports)) return { rule: 'auth.locked', status: lockout?.status };
  const known = ports.findKey(id);
  const { salt, hash, role, name, expires } = known ?? nobody;
  const isRight = isSame(ports.digest(salt + key), hash, ports);
  if (known === undefined) return { rule: 'auth.unknown', blame: [from] };
  if (!isRight) return { rule: 'auth.invalid', blame: [from, named] };
  // Nobody guesses here: whoever forgot to renew a key does not lock out others.
  if (expires !== undefined && now >= expires * 1000) return { rule: 'auth.expired' };
  return identify('api_keys', role, name);
}

function isLocked(name: string, lockout: Lockout | undefined, ports: KeyPorts): boolean {
  return name !== '' && lockout !== undefined && ports.failuresOf(name) >= lockout.failures;
}

/** Compares digests of the digests: how long that takes says nothing of how alike these are. */
function isSame(one: string, other: string, ports: KeyPorts): boolean {
  return ports.digest(one) === ports.digest(other);
}

/** What one machine can take addresses from: of IPv6 the first 64 bits, as nginx writes them. */
function networkOf(address: string): string {
  return /^(?:[0-9a-f]{1,4}:){1,4}/.exec(address)?.[0] ?? address;
}
