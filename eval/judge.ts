import { inspect } from '../src/core/inspect/inspect.ts';
import { lookByRegExp } from '../src/core/inspect/triggers.ts';
import type { Kind } from '../src/core/policy/kind.ts';
import type { Rule } from '../src/core/rules.ts';

/** A string where an argument of a policy would hold it. */
export interface Placed {
  readonly kind: Kind;
  readonly value: string;
}

/** What became of it: the rule that blocked it, if any. */
export type Outcome = Rule | undefined;

/** Judges by core alone, as it is without nginx. */
export function judgePure(placed: readonly Placed[]): Outcome[] {
  return placed.map(({ kind, value }) => inspect(value, kind, lookByRegExp));
}
