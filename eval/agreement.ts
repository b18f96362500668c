import type { Outcome } from './judge.ts';
import type { Judged } from './rates.ts';

/** A sample that core alone and nginx judged differently. */
export interface Disagreement {
  readonly id: string;
  readonly kind: string;
  readonly pure: Outcome;
  readonly nginx: Outcome;
}

export interface Agreement {
  readonly disagreements: readonly Disagreement[];
  /** How many nginx refused for the form of their JSON, which core alone does not look at. */
  readonly refusedByForm: number;
}

/** Compares what core alone says of samples with what nginx did with them. */
export function compareOutcomes(judged: readonly Judged[], pure: readonly Outcome[]): Agreement {
  const compared = judged.map(({ sample, kind, outcome }, index) => ({ id: sample.id, kind, pure: pure[index], nginx: outcome }));
  const byForm = compared.filter(({ nginx }) => isOfForm(nginx));
  return { disagreements: compared.filter((one) => one.pure !== one.nginx && !isOfForm(one.nginx)), refusedByForm: byForm.length };
}

/** No JSON text can carry a lone surrogate past the gate, nor a NUL. */
function isOfForm(outcome: Outcome): boolean {
  return outcome === 'json.surrogate' || outcome === 'json.nul';
}

/** "Both agree", or each disagreement on a line. */
export function renderAgreement({ disagreements, refusedByForm }: Agreement): string {
  const form = refusedByForm === 0 ? [] : [`Refused by the form of their JSON, before any rule: ${refusedByForm}`];
  const lines = disagreements.map(({ id, kind, pure, nginx }) => `  ${id}\tin ${kind}\tcore alone: ${pure ?? 'passed'}\tnginx: ${nginx ?? 'passed'}`);
  return [...form, lines.length === 0 ? 'Core alone and nginx: both agree' : `Core alone and nginx disagree: ${lines.length}`, ...lines].join('\n');
}
