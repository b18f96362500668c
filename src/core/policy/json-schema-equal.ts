/** One text for all JSON values that are equal, so that comparing many stays linear. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/** Whether the value equals one of the list, by JSON's idea of equality. */
export function isOneOf(value: unknown, list: readonly unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return list.includes(value);
  const canonical = canonicalJson(value);
  return list.some((item) => typeof item === 'object' && item !== null && canonicalJson(item) === canonical);
}
