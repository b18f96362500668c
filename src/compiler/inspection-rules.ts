import { inspectors } from '../core/inspect/registry.ts';
import { kinds, type Kind } from '../core/policy/kind.ts';
import type { RuleMode } from '../core/rule-mode.ts';
import type { Rule } from '../core/rules.ts';

/** A rule of inspection, as policies name it. */
export interface InspectionRule {
  readonly id: Rule;
  /** The kinds of argument it runs for, each with what it does there by itself. */
  readonly modes: ReadonlyMap<Kind, RuleMode>;
}

/** Every rule of inspection, in order of precedence; several inspectors may share one. */
export const inspectionRules: readonly InspectionRule[] = [...new Set(inspectors.map(({ rule }) => rule))].map((id) => ({ id, modes: ownModesOf(id) }));

function ownModesOf(id: Rule): ReadonlyMap<Kind, RuleMode> {
  const own = inspectors.filter(({ rule }) => rule === id);
  return new Map(kinds.flatMap((kind): [Kind, RuleMode][] => {
    const modes = own.filter((inspector) => inspector.kinds.includes(kind)).map(({ mode }): RuleMode => mode ?? 'deny');
    const [first] = modes;
    return first === undefined ? [] : [[kind, modes.includes('deny') ? 'deny' : first]];
  }));
}
