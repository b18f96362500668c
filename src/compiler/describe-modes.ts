import type { Kind } from '../core/policy/kind.ts';
import type { RuleModes } from '../core/rule-mode.ts';
import type { ArgumentSource, PolicySource, Table } from './policy-source.ts';
import { resolveArgumentModes, resolveModes, type RuleLevels } from './rule-modes.ts';

/** Where rules are not in their own mode, inheritance from farther levels worked out. */
export interface ModesDescription {
  readonly server: string;
  /** Neither: what no tool or prompt lists, that is completions. */
  readonly tool?: string;
  readonly prompt?: string;
  /** Absent: every argument without its own. */
  readonly argument?: string;
  readonly modes: RuleModes;
}

interface Source {
  readonly rules?: RuleModes;
  readonly enabled?: boolean;
  readonly arguments?: Table<ArgumentSource>;
}

/** Describes the modes of rules in a sound policy, tool by tool; what is as by default is left out. */
export function describeModes(policy: PolicySource): readonly ModesDescription[] {
  return Object.entries(policy.servers).flatMap(([server, source]) => {
    const levels = [policy.rules, source.rules];
    return [
      ...describe({ server }, {}, levels, 'any'),
      ...Object.entries(source.tools ?? {}).flatMap(([tool, own]) => (own.enabled === false ? [] : describe({ server, tool }, own, levels, 'any'))),
      ...Object.entries(source.prompts ?? {}).flatMap(([prompt, own]) => describe({ server, prompt }, own, levels, 'text')),
    ];
  });
}

function describe(what: Omit<ModesDescription, 'modes'>, own: Source, farther: RuleLevels, usual: Kind): readonly ModesDescription[] {
  const levels = [...farther, own.rules];
  const { modes } = resolveModes(levels);
  const listed = Object.entries(own.arguments ?? {}).flatMap(([argument, { rules, kind = usual }]) => {
    const { modes: its } = resolveArgumentModes(levels, rules, kind);
    return its === undefined ? [] : [{ ...what, argument, modes: its }];
  });
  return [...(modes === undefined ? [] : [{ ...what, modes }]), ...listed];
}
