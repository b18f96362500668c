import type { Path } from './problem.ts';

/**
 * A copy of a JSON-like value without the part at the path. Of a list nothing is left when an entry is to go:
 * the others would move to places that are not theirs.
 */
export function removeAt(value: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = Object.entries(value).flatMap(([key, member]: [string, unknown]): [string, unknown][] => {
    if (key !== String(step)) return [[key, member]];
    const left = rest.length === 0 ? undefined : removeAt(member, rest);
    return left === undefined ? [] : [[key, left]];
  });
  return Object.fromEntries(members);
}
