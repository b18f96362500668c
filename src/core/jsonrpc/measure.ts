import type { Rule } from '../rules.ts';

/** What one walk over a parsed document finds out. */
export interface Measure {
  /** Members of all objects. */
  keys: number;
  /** Members of the outermost object, or elements of the outermost array. */
  outermost: number;
  /** Objects and arrays inside one another. */
  depth: number;
}

/** Nesting beyond any limit a policy may set: the walk recurses no deeper. */
export const maxDepth = 100;

/** Values beyond any limit a policy may set: a body of tiny values would hold the worker. */
const maxValues = 50_000;

/**
 * Measures a parsed JSON value, or names the rule it breaks whatever the policy: a number that parsers read
 * differently (an integer beyond 2^53, or one beyond a double), nesting, sheer number of values.
 */
export function measureValue(value: object): Measure | Rule {
  const walk = { keys: 0, outermost: 0, depth: 0, values: 0 };
  const broken = visit(value, 1, walk);
  if (broken !== undefined) return broken;
  return { keys: walk.keys, outermost: walk.outermost, depth: walk.depth };
}

/** Goes through every message member by member, hence the flat loop. */
function visit(value: object, depth: number, walk: { keys: number; outermost: number; depth: number; values: number }): Rule | undefined {
  if (depth > walk.depth) {
    if (depth > maxDepth) return 'json.depth';
    walk.depth = depth;
  }
  let members: readonly unknown[];
  if (Array.isArray(value)) members = value;
  else {
    members = Object.values(value);
    walk.keys += members.length;
  }
  const count = members.length;
  if (depth === 1) walk.outermost = count;
  walk.values += count;
  if (walk.values > maxValues) return 'json.array';
  for (let at = 0; at < count; at++) {
    const member = members[at];
    const type = typeof member;
    if (type === 'object' && member !== null) {
      const broken = visit(member as object, depth + 1, walk);
      if (broken !== undefined) return broken;
    } else if (type === 'number' && !isPortable(member as number)) return 'json.number';
  }
  return undefined;
}

function isPortable(number: number): boolean {
  return Number.isSafeInteger(number) || (Number.isFinite(number) && !Number.isInteger(number));
}
