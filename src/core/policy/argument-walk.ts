import type { Rule } from '../rules.ts';

/** How long each string and how large each array or object may be. */
export interface WalkLimits {
  readonly string: number;
  readonly array: number;
}

/** Far beyond what limits.depth lets through: only keeps the recursion safe. */
const maxDepth = 200;

/**
 * Visits every string inside the value, keys of objects too, and returns the first rule one breaks; an array or
 * object larger, or a string longer than its limit breaks one by itself.
 */
export function findInWalk(
  value: unknown,
  limits: WalkLimits,
  visit: (text: string) => Rule | undefined,
  depth = 0,
): Rule | undefined {
  if (typeof value === 'string') return value.length > limits.string ? 'json.string' : visit(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === maxDepth) return 'json.depth';
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (members.length > limits.array) return 'json.array';
  for (const key of keys ?? []) {
    const rule = findInWalk(key, limits, visit, depth + 1);
    if (rule !== undefined) return rule;
  }
  for (const member of members) {
    const rule = findInWalk(member, limits, visit, depth + 1);
    if (rule !== undefined) return rule;
  }
  return undefined;
}
