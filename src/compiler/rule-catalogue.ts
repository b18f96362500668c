import { kinds, type Kind } from '../core/policy/kind.ts';
import type { RuleMode } from '../core/rule-mode.ts';
import { inspectionRules, type InspectionRule } from './inspection-rules.ts';
import { kindTexts, ruleTexts, type RuleText } from './rule-texts.ts';

/** A rule of inspection for people: its texts, and what the registry says of it. */
export interface CatalogueRule extends RuleText {
  readonly id: string;
  /** Argument kinds it runs for, each with its mode where the policy says nothing. */
  readonly kinds: readonly { readonly kind: Kind; readonly mode: RuleMode }[];
}

/** What happens to an argument of a kind where the policy says nothing of rules. */
export interface CatalogueKind {
  readonly kind: Kind;
  readonly deny: readonly string[];
  readonly alert: readonly string[];
  readonly off: readonly string[];
  /** What passes. */
  readonly passes: string;
}

/** Every rule of inspection in order of precedence; what nobody wrote a text for stands as missing. */
export function listRules(): readonly CatalogueRule[] {
  return inspectionRules.map(({ id, modes }) => ({ id, kinds: [...modes].map(([kind, mode]) => ({ kind, mode })), ...(textOf(id) ?? missing) }));
}

/** Every kind of argument with the rules that run for it by themselves. */
export function listKinds(): readonly CatalogueKind[] {
  return kinds.map((kind) => {
    const inMode = (mode: RuleMode): readonly string[] => inspectionRules.filter(({ modes }: InspectionRule) => modes.get(kind) === mode).map(({ id }) => id);
    return { kind, deny: inMode('deny'), alert: inMode('alert'), off: inMode('off'), passes: kindTexts[kind] };
  });
}

/** How modes differ by kind, as text: `deny`, or `deny (path, id); alert (text)`. */
export function describeOwnModes({ kinds: own }: CatalogueRule): string {
  const modes = [...new Set(own.map(({ mode }) => mode))];
  if (modes.length === 1) return modes[0] ?? '';
  return modes.map((mode) => `${mode} (${own.filter((one) => one.mode === mode).map(({ kind }) => kind).join(', ')})`).join('; ');
}

const missing: RuleText = { stops: '(not written yet)', passes: '(not written yet)', sources: [] };

function textOf(id: string): RuleText | undefined {
  return Object.hasOwn(ruleTexts, id) ? ruleTexts[id] : undefined;
}
