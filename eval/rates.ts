import { classes, type AttackClass, type Sample } from './corpus.ts';
import type { Outcome } from './judge.ts';
import { kinds, type Kind } from '../src/core/policy/kind.ts';
import type { PolicyName } from './placement.ts';

/** One sample in one place, and what became of it. */
export interface Judged {
  readonly sample: Sample;
  readonly kind: Kind;
  readonly outcome: Outcome;
}

/** How many of some strings were blocked, beside what is aimed at: at least so many for attacks, at most for benign ones. */
export interface Rate {
  readonly name: string;
  readonly isAttack: boolean;
  readonly total: number;
  readonly blocked: number;
  /** A share between 0 and 1; absent where nothing is aimed at. */
  readonly goal?: number;
}

/** Attacks of tier A to be stopped, with the kinds of arguments named, and with all of them left at `any`. */
const attackGoals: { readonly [policy in PolicyName]: { readonly [attack in AttackClass]?: number } } = {
  named: { path: 0.99, shell: 0.99, sqli: 0.99, ssrf: 0.99, unicode: 1 },
  any: { path: 0.98, shell: 0.92, sqli: 0.95, ssrf: 0.97, unicode: 1 },
};
/** Benign strings that may be stopped: of all, and of any one kind. */
const benignGoals: { readonly [policy in PolicyName]: { readonly all: number; readonly one?: number } } = {
  named: { all: 0.003, one: 0.01 },
  any: { all: 0.02 },
};

/** The rates of one policy: attacks by class, place and tier, then benign strings by the kind they were found in. */
export function ratesOf(policy: PolicyName, judged: readonly Judged[]): Rate[] {
  const attacks = classes.flatMap((attack) => {
    const ofClass = judged.filter(({ sample }) => sample.class === attack);
    return [...new Set(ofClass.map(({ kind }) => kind))].flatMap((kind) => {
      const placed = ofClass.filter((one) => one.kind === kind);
      return (['A', 'B'] as const).flatMap((tier) =>
        count(`${attack} in ${kind}, tier ${tier}`, true, placed.filter(({ sample }) => sample.tier === tier), tier === 'A' ? attackGoals[policy][attack] : undefined));
    });
  });
  const benign = judged.filter(({ sample }) => sample.class === 'none');
  const goals = benignGoals[policy];
  return [
    ...attacks,
    ...count('benign: all', false, benign, goals.all),
    ...count('benign: of tool calls', false, benign.filter(({ sample }) => sample.isToolCall)),
    ...kinds.flatMap((kind) => count(`benign: ${kind}`, false, benign.filter(({ sample }) => sample.kind === kind), goals.one)),
  ];
}

function count(name: string, isAttack: boolean, judged: readonly Judged[], goal?: number): Rate[] {
  if (judged.length === 0) return [];
  const blocked = judged.filter(({ outcome }) => outcome !== undefined).length;
  return [{ name, isAttack, total: judged.length, blocked, ...(goal === undefined ? {} : { goal }) }];
}

/** Whether the rate is as aimed at; undefined where nothing is. */
export function isReached({ isAttack, total, blocked, goal }: Rate): boolean | undefined {
  if (goal === undefined) return undefined;
  return isAttack ? blocked / total >= goal : blocked / total <= goal;
}
