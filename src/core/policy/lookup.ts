import type { Ports } from '../ports.ts';
import { entryKey, keyChunks, type EntryKind } from './key.ts';

/**
 * Reads one entry of the compiled policy, parsed, or undefined when there is none.
 *
 * A map value is the entry's JSON; or, for a chunk of a long key, the prefix (`12.`) of the next chunk's key;
 * or, for JSON longer than one nginx token, `+`, a count, `:` and an id, the parts being under `id+0`, `id+1`...
 */
export function readEntry(lookup: Ports['lookup'], kind: EntryKind, server: string, name: string): unknown {
  let prefix = '';
  let value: string | undefined;
  for (const chunk of keyChunks(entryKey(kind, server, name))) {
    value = lookup(prefix + chunk);
    if (value === undefined || value === '') return undefined;
    prefix = value;
  }
  if (value === undefined) return undefined;
  return JSON.parse(value.startsWith('+') ? joinParts(lookup, value) : value) as unknown;
}

function joinParts(lookup: Ports['lookup'], head: string): string {
  const colon = head.indexOf(':');
  const count = Number(head.slice(1, colon));
  const id = head.slice(colon + 1);
  let json = '';
  for (let part = 0; part < count; part++) json += lookup(`${id}+${part}`) ?? '';
  return json;
}
