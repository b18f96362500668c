import type { RedactionRule } from '../../../src/core/redact/results/settings.ts';

/** A text, or the name of a member and the text that is its value. In an attack the secret stands between « and ». */
export type ResultCase = string | readonly [name: string, text: string];

/** What one rule must redact in results, and look-alikes it must leave. Pure data: vitest and QuickJS read the same. */
export interface ResultCaseFile {
  readonly rule: RedactionRule;
  readonly attacks: readonly ResultCase[];
  readonly benign: readonly ResultCase[];
}
