import type { KeyEntry } from '../../core/identity/api-key.ts';
import { identify } from '../../core/identity/identity.ts';
import type { KeyedEntry } from '../keyed-entry.ts';
import type { KeyFile } from './key-file.ts';

/** The entries of keys, by their ids. Expired ones too: the same files give the same configuration whenever it is made. */
export function buildKeyEntries({ keys }: KeyFile): readonly KeyedEntry[] {
  return keys.map(({ id, name, role, salt, hash, expires }) => {
    const entry: KeyEntry = { who: identify('api_keys', role, name), salt, hash, ...(expires !== undefined && { expires: Date.parse(expires) / 1000 }) };
    return { kind: 'key', server: '', name: id, entry };
  });
}
