import { actionOf, defaultAction, listRedactionRules, redactionGroups, type RedactionAction, type RedactionGroup, type RedactionRule, type RedactionSettings } from '../core/redact/results/settings.ts';
import type { RedactSource } from './policy-source.ts';

/**
 * What an entry says of redaction: for each rule the nearest level that says something of it, by name or by group; the levels
 * from the nearest to the farthest. Nothing where all is as by default.
 */
export function resolveRedaction(levels: readonly (RedactSource | undefined)[]): { readonly redact?: RedactionSettings } {
  const rules = listRedactionRules();
  const actions = new Map(rules.map(([group, rule]) => [rule, findAction(levels, group, rule)]));
  if ([...actions.values()].every((action) => action === 'off')) return { redact: 'off' };
  const settings: Record<string, RedactionAction> = {};
  // 1. A group by what most of its rules do.
  for (const [group, names] of Object.entries(redactionGroups) as [RedactionGroup, readonly RedactionRule[]][]) {
    const usual = mostFrequent(names.map((name) => actions.get(name) ?? defaultAction(group)));
    if (usual !== defaultAction(group)) settings[group] = usual;
  }
  // 2. The rules that do otherwise.
  for (const [group, rule] of rules) {
    const action = actions.get(rule) ?? defaultAction(group);
    if (actionOf(settings, group, rule) !== action) settings[rule] = action;
  }
  return Object.keys(settings).length === 0 ? {} : { redact: settings };
}

function findAction(levels: readonly (RedactSource | undefined)[], group: RedactionGroup, rule: RedactionRule): RedactionAction {
  for (const level of levels) {
    const action = level === 'off' ? 'off' : (named(level?.rules, rule) ?? level?.[group]);
    if (action !== undefined) return action;
  }
  return defaultAction(group);
}

/** Groups of one rule have no rules by name. */
function named(rules: Readonly<Record<string, RedactionAction>> | undefined, rule: RedactionRule): RedactionAction | undefined {
  return rules?.[rule];
}

function mostFrequent(actions: readonly RedactionAction[]): RedactionAction {
  const count = (action: RedactionAction): number => actions.filter((other) => other === action).length;
  return (['redact', 'block', 'off'] as const).toSorted((a, b) => count(b) - count(a))[0] ?? 'redact';
}
