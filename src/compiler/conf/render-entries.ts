import { entryKey, keyChunks } from '../../core/policy/key.ts';
import type { KeyedEntry } from '../keyed-entry.ts';
import { escapeJson, quote, splitToken } from './nginx-token.ts';

/** Renders the map from a key to its entry, which core/policy/lookup.ts reads back; `others` are lines of it that nginx alone reads. */
export function renderEntries(entries: readonly KeyedEntry[], others: readonly string[]): string {
  const lines: string[] = [];
  const put = (key: string, value: string): void => {
    lines.push(`    ${quote(key)} ${quote(value)};`);
  };
  const putKey = createKeyWriter(put);
  let ids = 0;
  for (const { kind, server, name, entry } of entries) {
    const [only = '', ...more] = splitToken(escapeJson(entry));
    const key = putKey(entryKey(kind, server, name));
    if (more.length === 0) put(key, only);
    else {
      const id = String(ids++);
      put(key, `+${String(more.length + 1)}:${id}`);
      for (const [part, piece] of [only, ...more].entries()) put(`${id}+${String(part)}`, piece);
    }
  }
  return ['map $portcullis_key $portcullis_entry {', '    volatile;', "    default '';", ...lines, ...others.map((line) => `    ${line}`), '}'].join('\n');
}

/** Writes the chunks a long key is followed by, each once, and returns the last: the one the entry stands under. */
function createKeyWriter(put: (key: string, value: string) => void): (key: string) => string {
  const prefixes = new Map<string, string>();
  return (key) => {
    const chunks = keyChunks(key);
    let prefix = '';
    for (const chunk of chunks.slice(0, -1)) {
      const full = prefix + chunk;
      let next = prefixes.get(full);
      if (next === undefined) {
        next = `${String(prefixes.size)}.`;
        prefixes.set(full, next);
        put(full, next);
      }
      prefix = next;
    }
    return prefix + (chunks.at(-1) ?? '');
  };
}
