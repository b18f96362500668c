import type { Ports } from '../ports.ts';
import { chunkLength, entryKey, keyChunks, type EntryKind } from './key.ts';

/**
 * Reads one entry of the compiled policy, parsed, or undefined when there is none.
 *
 * A map value is the entry's JSON; or, for a chunk of a long key, the prefix (`12.`) of the next chunk's key;
 * or, for JSON longer than one nginx token, `+`, a count, `:` and an id, the parts being under `id+0`, `id+1`...
 */
export function readEntry(lookup: Ports['lookup'], kind: EntryKind, server: string, name: string): unknown {
  const key = entryKey(kind, server, name);
  const value = key.length <= chunkLength ? lookup(key) : followChunks(lookup, key);
  if (value === undefined || value === '') return undefined;
  return JSON.parse(value.charCodeAt(0) === plus ? joinParts(lookup, value) : value) as unknown;
}

const plus = 0x2b;

function followChunks(lookup: Ports['lookup'], key: string): string | undefined {
  let value: string | undefined = '';
  for (const chunk of keyChunks(key)) {
    value = lookup(value + chunk);
    if (value === undefined || value === '') return undefined;
  }
  return value;
}

function joinParts(lookup: Ports['lookup'], head: string): string {
  const colon = head.indexOf(':');
  const count = Number(head.slice(1, colon));
  const id = head.slice(colon + 1);
  let json = '';
  for (let part = 0; part < count; part++) json += lookup(`${id}+${part}`) ?? '';
  return json;
}
