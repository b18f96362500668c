import type { Kind } from '../core/policy/kind.ts';
import type { RuleMode, RuleModes } from '../core/rule-mode.ts';
import { inspectionRules, type InspectionRule } from './inspection-rules.ts';
import type { RulesSource } from './policy-source.ts';

/** The levels of a policy that say something of rules' modes, from the farthest to the nearest. */
export type RuleLevels = readonly (RulesSource | undefined)[];

/** What an entry says of rules' modes: of each rule what the nearest level says, and nothing where that is its own mode anyway. */
export function resolveModes(levels: RuleLevels): { readonly modes?: RuleModes } {
  const modes = flattenModes(levels, ({ modes: own }) => [...own.values()]);
  return Object.keys(modes).length === 0 ? {} : { modes };
}

/**
 * The same for an argument of a kind, which takes those of its tool or prompt unless it has its own: then all that matter
 * to the kind, and be it none.
 */
export function resolveArgumentModes(levels: RuleLevels, own: RulesSource | undefined, kind: Kind): { readonly modes?: RuleModes } {
  return own === undefined ? {} : { modes: flattenModes([...levels, own], ({ modes }) => [modes.get(kind)].filter((mode) => mode !== undefined)) };
}

function flattenModes(levels: RuleLevels, ownModes: (rule: InspectionRule) => readonly RuleMode[]): RuleModes {
  const said = Object.assign({}, ...levels) as Readonly<Record<string, RuleMode>>;
  return Object.fromEntries(inspectionRules.flatMap((rule) => {
    const mode = said[rule.id];
    return mode === undefined || ownModes(rule).every((own) => own === mode) ? [] : [[rule.id, mode] as const];
  }));
}
