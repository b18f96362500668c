import type { RedactionRule } from './settings.ts';

/** A part of a text: from, and the end after it. */
export type Span = readonly [from: number, to: number];

/** What recognizes one sort of secret. Pure, and linear in the text's length. */
export interface SecretRule {
  readonly rule: RedactionRule;
  /** Strings of which the text holds one, in any case where `ignoreCase`, if there is anything to find: native searches, before any pattern. */
  readonly hints: readonly string[];
  readonly ignoreCase?: true;
  /** Wants the name of the member before its value (`name: value`), since the name tells the secret. */
  readonly byName?: true;
  /** No text that holds such a secret is shorter. */
  readonly shortest: number;
  /** How many times what a simple pattern takes it takes for each character, at worst; 1 unless given. */
  readonly weight?: number;
  /** The secrets in the text, in order. */
  readonly find: (text: string) => readonly Span[];
}

/** The matches of a global pattern, without what its group `keep` at the beginning matched, where the rest passes the check. */
export function spansOf(text: string, pattern: RegExp, isSecret: (secret: string) => boolean = () => true): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    const from = match.index + (match.groups?.['keep']?.length ?? 0);
    const to = match.index + match[0].length;
    if (isSecret(text.slice(from, to))) spans.push([from, to]);
  }
  return spans;
}
