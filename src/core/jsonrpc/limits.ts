import type { Rule } from '../rules.ts';
import type { JsonDocument } from './parse.ts';

/** What a policy bounds in a message: bytes of the body, nesting, UTF-16 code units of a string, entries of an array or object. */
export interface Limits {
  readonly body: number;
  readonly depth: number;
  readonly string: number;
  readonly array: number;
}

/**
 * Holds a document of `size` bytes against the policy's limits. Strings inside tool arguments may have limits of their own and
 * are held when the arguments are checked.
 */
export function checkLimits(document: JsonDocument, size: number, limits: Limits): Rule | undefined {
  if (size > limits.body) return 'http.size';
  if (document.measure.depth > limits.depth) return 'json.depth';
  // No string is longer than the text, and an entry takes two characters: short texts need no look inside.
  const { length } = document.text;
  if (length <= limits.string && length <= 2 * limits.array) return undefined;
  return findExcess(document.value, limits, 0);
}

function findExcess(value: unknown, limits: Limits, depth: number): Rule | undefined {
  if (typeof value === 'string') return value.length > limits.string ? 'json.string' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  if (entries.length > limits.array) return 'json.array';
  for (const [key, member] of entries) {
    if (key.length > limits.string && !Array.isArray(value)) return 'json.string';
    const excess = findExcess(member, depth === 1 && key === 'arguments' ? { ...limits, string: Infinity } : limits, depth + 1);
    if (excess !== undefined) return excess;
  }
  return undefined;
}
