import type { JsonObject } from './json.ts';

/** A member's name as readers take it that match names ignoring case; U+017F and U+212A fold too. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll('\u017f', 's');
}

/** Whether an object has a member that only readers which ignore case take for the one of this name. */
export function hasDisguised(object: JsonObject, name: string): boolean {
  const folded = foldName(name);
  return Object.keys(object).some((key) => key !== name && foldName(key) === folded);
}
