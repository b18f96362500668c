import type { StoredKey } from '../../compiler/keys/key-file.ts';

/** One key in a sentence. */
export function showKey({ name, role, id, expires }: StoredKey): string {
  return `key ${id} of ${name} for the role ${role}, ${expires === undefined ? 'without end' : `until ${expires}`}`;
}

/** A table of keys. */
export function renderKeys(keys: readonly StoredKey[], now: number): string {
  const rows = keys.map(({ name, role, id, created, expires }) => [id, name, role, created.slice(0, 10), showExpiry(expires, now)]);
  const table = [['id', 'name', 'role', 'created', 'expires'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length))) ?? [];
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

function showExpiry(expires: string | undefined, now: number): string {
  if (expires === undefined) return 'never';
  return Date.parse(expires) <= now ? `${expires.slice(0, 10)} (expired)` : expires.slice(0, 10);
}
