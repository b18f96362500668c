import type { Rule } from '../rules.ts';
import type { JsonObject } from './json.ts';

/** What limits are held against, found in one walk over a parsed document. */
export interface Measure {
  /** Members of all objects. */
  keys: number;
  /** Objects and arrays inside one another. */
  depth: number;
  /** Longest string, keys included, in UTF-16 code units. */
  string: number;
  /** Most entries in one array or object. */
  entries: number;
  /** Values of all kinds. */
  values: number;
}

/** Nesting beyond any limit a policy may set: the walk recurses no deeper. */
export const maxDepth = 64;

/** Values beyond any limit: keeps the walk of a body of tiny values short. */
const maxValues = 50_000;

/**
 * Measures a parsed JSON value into `measure`, or names the rule it breaks whatever the policy: a key `__proto__`,
 * a number that parsers read differently (an integer beyond 2^53, or one beyond a double), nesting, sheer number.
 * Every message goes through here member by member, hence the two flat loops.
 */
export function measureValue(value: object, depth: number, measure: Measure): Rule | undefined {
  if (depth > measure.depth) {
    if (depth > maxDepth) return 'json.depth';
    measure.depth = depth;
  }
  return Array.isArray(value) ? measureArray(value as readonly unknown[], depth, measure) : measureObject(value as JsonObject, depth, measure);
}

function measureObject(value: JsonObject, depth: number, measure: Measure): Rule | undefined {
  let entries = 0;
  let longest = measure.string;
  for (const key in value) {
    entries++;
    if (key.length > longest) longest = key.length;
    if (key === '__proto__') return 'json.key';
    const member = value[key];
    if (typeof member === 'string') {
      if (member.length > longest) longest = member.length;
    } else if (typeof member === 'object') {
      const broken = member === null ? undefined : measureValue(member, depth + 1, measure);
      if (broken !== undefined) return broken;
    } else if (typeof member === 'number' && !isPortable(member)) return 'json.number';
  }
  measure.keys += entries;
  if (longest > measure.string) measure.string = longest;
  return countEntries(entries, measure);
}

function measureArray(value: readonly unknown[], depth: number, measure: Measure): Rule | undefined {
  for (const member of value) {
    if (typeof member === 'string') {
      if (member.length > measure.string) measure.string = member.length;
    } else if (typeof member === 'object') {
      const broken = member === null ? undefined : measureValue(member, depth + 1, measure);
      if (broken !== undefined) return broken;
    } else if (typeof member === 'number' && !isPortable(member)) return 'json.number';
  }
  return countEntries(value.length, measure);
}

function countEntries(entries: number, measure: Measure): Rule | undefined {
  if (entries > measure.entries) measure.entries = entries;
  measure.values += entries;
  return measure.values > maxValues ? 'json.array' : undefined;
}

function isPortable(number: number): boolean {
  return Number.isSafeInteger(number) || (Number.isFinite(number) && !Number.isInteger(number));
}
