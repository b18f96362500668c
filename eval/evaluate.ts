import { compareOutcomes, renderAgreement, type Agreement } from './agreement.ts';
import { readCorpus, type Sample } from './corpus.ts';
import { judgePure, type Outcome, type Placed } from './judge.ts';
import { placesOf, type PolicyName } from './placement.ts';
import { isReached, ratesOf, type Judged } from './rates.ts';
import { renderRates, renderSamples } from './table.ts';

export interface Flags {
  readonly policy: readonly PolicyName[];
  readonly class?: string;
  readonly misses?: true;
  readonly alarms?: true;
  readonly json?: true;
}

/** Judges strings as a gateway does, in their order. */
export type GatewayJudge = (placed: readonly Placed[]) => Promise<readonly Outcome[]>;

export interface Evaluation {
  readonly output: string;
  /** Whether every aim is reached and, where a gateway judged, it agrees with core alone. */
  readonly isSound: boolean;
}

/** What became of the samples under one policy; `agreement` where a gateway judged them. */
interface Result {
  readonly policy: PolicyName;
  readonly judged: readonly Judged[];
  readonly agreement?: Agreement;
}

const titles: { readonly [policy in PolicyName]: string } = {
  named: 'The kind of each argument named by the policy',
  any: 'Every argument left at kind any',
};

/** Judges every sample of a corpus in every place, by core alone or by a gateway, which core alone is then compared with. */
export async function evaluate(file: string, flags: Flags, judge?: GatewayJudge): Promise<Evaluation> {
  const samples = readCorpus(file).filter((sample) => flags.class === undefined || sample.class === flags.class);
  const places = flags.policy.flatMap((policy) => placeAll(samples, policy).map((place) => ({ ...place, policy })));
  const pure = judgePure(places);
  const outcomes = judge === undefined ? pure : await judge(places);
  const judged = places.map((place, index) => ({ ...place, outcome: outcomes[index], pure: pure[index] }));
  const results = flags.policy.map((policy): Result => {
    const own = judged.filter((one) => one.policy === policy);
    return { policy, judged: own, ...(judge === undefined ? {} : { agreement: compareOutcomes(own, own.map((one) => one.pure)) }) };
  });
  return {
    output: flags.json ? renderJson(results) : results.map((result) => renderResult(result, flags)).join('\n\n'),
    isSound: results.every(isSound),
  };
}

function placeAll(samples: readonly Sample[], policy: PolicyName): (Placed & { readonly sample: Sample })[] {
  return samples.flatMap((sample) => placesOf(sample, policy).map((kind) => ({ sample, kind, value: sample.value })));
}

function isSound({ policy, judged, agreement }: Result): boolean {
  return ratesOf(policy, judged).every((rate) => isReached(rate) !== false) && (agreement?.disagreements ?? []).length === 0;
}

function renderJson(results: readonly Result[]): string {
  const rendered = results.map(({ policy, judged, agreement }) => ({ policy, rates: ratesOf(policy, judged).map((rate) => ({ ...rate, reached: isReached(rate) })), ...agreement }));
  return JSON.stringify(rendered, null, 2);
}

function renderResult({ policy, judged, agreement }: Result, { misses, alarms }: Flags): string {
  const parts = [renderRates(titles[policy], ratesOf(policy, judged))];
  if (misses) parts.push(renderSamples('Attacks that passed', judged.filter(({ sample, outcome }) => sample.class !== 'none' && outcome === undefined)));
  if (alarms) parts.push(renderSamples('Benign strings that were blocked', judged.filter(({ sample, outcome }) => sample.class === 'none' && outcome !== undefined)));
  if (agreement !== undefined) parts.push(renderAgreement(agreement));
  return parts.join('\n\n');
}
