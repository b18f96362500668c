import type { EntryKind } from '../core/policy/key.ts';

/** One entry of the compiled policy and what it is found by. */
export interface KeyedEntry {
  readonly kind: EntryKind;
  readonly server: string;
  readonly name: string;
  readonly entry: object;
}
