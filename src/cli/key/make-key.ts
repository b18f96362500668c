import { createHash, randomBytes } from 'node:crypto';
import { hashKey } from '../../core/identity/api-key.ts';
import type { StoredKey } from '../../compiler/keys/key-file.ts';

/** A new key, which nobody sees again, and what is kept of it. */
export interface NewKey {
  readonly key: string;
  readonly stored: StoredKey;
}

/** Makes a key of 256 random bits for a caller; `now` and `expires` in milliseconds since 1970. */
export function makeKey(name: string, role: string, now: number, expires: number | undefined): NewKey {
  const id = randomBytes(6).toString('hex');
  const key = `pcl_${id}_${randomBytes(32).toString('hex')}`;
  const salt = randomBytes(16).toString('hex');
  const hash = hashKey(salt, key, { digest: (text) => createHash('sha256').update(text).digest('hex') });
  return { key, stored: { name, role, id, salt, hash, created: writeTime(now), ...(expires !== undefined && { expires: writeTime(expires) }) } };
}

function writeTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}
