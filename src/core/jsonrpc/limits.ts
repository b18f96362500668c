import type { Rule } from '../rules.ts';
import type { Measure } from './measure.ts';

/** What a policy bounds in a document. */
export interface Limits {
  readonly depth: number;
  readonly string: number;
  readonly array: number;
}

/** Holds a measured document against the policy's limits; strings inside tool arguments are held later. */
export function checkLimits(value: unknown, measure: Readonly<Measure>, limits: Limits): Rule | undefined {
  const { depth, array, string } = limits;
  if (measure.depth > depth) return 'json.depth';
  if (measure.entries > array) return 'json.array';
  return measure.string > string && hasLongString(value, string, 0) ? 'json.string' : undefined;
}

/** Whether a string is too long outside tool arguments, whose limit may be wider and is held when they are checked. */
function hasLongString(value: unknown, limit: number, depth: number): boolean {
  if (typeof value === 'string') return value.length > limit;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, member]) => key.length > limit || (!(depth === 1 && key === 'arguments') && hasLongString(member, limit, depth + 1)),
  );
}
