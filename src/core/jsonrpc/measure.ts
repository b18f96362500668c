import type { Rule } from '../rules.ts';

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
 */
export function measureValue(value: object, depth: number, measure: Measure): Rule | undefined {
  if (depth > measure.depth) {
    if (depth > maxDepth) return 'json.depth';
    measure.depth = depth;
  }
  return Array.isArray(value)
    ? measureArray(value as readonly unknown[], depth, measure)
    : measureObject(value as Readonly<Record<string, unknown>>, depth, measure);
}

function measureObject(value: Readonly<Record<string, unknown>>, depth: number, measure: Measure): Rule | undefined {
  let entries = 0;
  for (const key in value) {
    entries++;
    if (key === '__proto__') return 'json.key';
    if (key.length > measure.string) measure.string = key.length;
    const broken = measureMember(value[key], depth, measure);
    if (broken !== undefined) return broken;
  }
  measure.keys += entries;
  return countEntries(entries, measure);
}

function measureArray(value: readonly unknown[], depth: number, measure: Measure): Rule | undefined {
  for (const member of value) {
    const broken = measureMember(member, depth, measure);
    if (broken !== undefined) return broken;
  }
  return countEntries(value.length, measure);
}

function measureMember(member: unknown, depth: number, measure: Measure): Rule | undefined {
  if (typeof member === 'string') {
    if (member.length > measure.string) measure.string = member.length;
  } else if (typeof member === 'object' && member !== null) {
    return measureValue(member, depth + 1, measure);
  } else if (typeof member === 'number' && !isPortable(member)) return 'json.number';
  return undefined;
}

function countEntries(entries: number, measure: Measure): Rule | undefined {
  if (entries > measure.entries) measure.entries = entries;
  measure.values += entries;
  return measure.values > maxValues ? 'json.array' : undefined;
}

function isPortable(number: number): boolean {
  return Number.isSafeInteger(number) || (Number.isFinite(number) && !Number.isInteger(number));
}
