import type { Kind } from '../../src/core/policy/kind.ts';
import type { Rule } from '../../src/core/rules.ts';

/** One string, and the kind of argument it sits in. */
export type Case = readonly [kind: Kind, text: string];

/** What one inspection rule must stop, and look-alikes it must let pass. Pure data: vitest and QuickJS read the same. */
export interface CaseFile {
  readonly rule: Rule;
  readonly attacks: readonly Case[];
  readonly benign: readonly Case[];
}
