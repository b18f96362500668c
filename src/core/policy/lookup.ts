import type { PolicyPort } from '../ports.ts';
import { chunkLength, entryKey, keyChunks, type EntryKind } from './key.ts';

/**
 * Reads one entry of the compiled policy, parsed, or undefined when there is none.
 *
 * A map value is the entry's JSON; or, for a chunk of a long key, the prefix (`12.`) of the next chunk's key;
 * or, for JSON longer than one nginx token, `+`, a count, `:` and an id, the parts being under `id+0`, `id+1`...
 */
export function readEntry(policy: PolicyPort, kind: EntryKind, server: string, name: string): unknown {
  const value = findEntry(policy, kind, server, name);
  if (value === undefined || value === '') return undefined;
  return JSON.parse(value.charCodeAt(0) === plus ? joinParts(policy, value) : value) as unknown;
}

/** What the map has for an entry, before any parts are joined. */
export function findEntry(policy: PolicyPort, kind: EntryKind, server: string, name: string): string | undefined {
  const key = entryKey(kind, server, name);
  return key.length <= chunkLength ? policy.lookup(key) : followChunks(policy, key);
}

const plus = 0x2b;

function followChunks(policy: PolicyPort, key: string): string | undefined {
  let value: string | undefined = '';
  for (const chunk of keyChunks(key)) {
    value = policy.lookup(value + chunk);
    if (value === undefined || value === '') return undefined;
  }
  return value;
}

function joinParts(policy: PolicyPort, head: string): string {
  const colon = head.indexOf(':');
  const count = Number(head.slice(1, colon));
  const id = head.slice(colon + 1);
  let json = '';
  for (let part = 0; part < count; part++) json += policy.lookup(`${id}+${part}`) ?? '';
  return json;
}
