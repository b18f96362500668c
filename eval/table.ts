import { isReached, type Judged, type Rate } from './rates.ts';

/** The rates as an aligned table. */
export function renderRates(title: string, rates: readonly Rate[]): string {
  const rows = rates.map((rate) => [rate.name, `${rate.blocked} of ${rate.total}`, percent(rate.blocked / rate.total), renderGoal(rate)]);
  const all = [['', 'blocked', '', 'aim'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map(([name = '', blocked = '', share = '', goal = '']) =>
    `  ${name.padEnd(widths[0] ?? 0)}  ${blocked.padStart(widths[1] ?? 0)}  ${share.padStart(widths[2] ?? 0)}  ${goal}`.trimEnd());
  return [title, ...lines].join('\n');
}

function renderGoal(rate: Rate): string {
  if (rate.goal === undefined) return '';
  return `${rate.isAttack ? '>=' : '<='} ${percent(rate.goal)}${isReached(rate) === true ? '' : '  MISSED'}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** Samples one by one: the rule that blocked each, the kind it sat in, its id, and its text as JSON. */
export function renderSamples(title: string, judged: readonly Judged[]): string {
  const lines = judged.map(({ sample, kind, outcome }) =>
    `  ${outcome ?? 'passed'}\t${sample.class === 'none' ? 'benign' : `${sample.class} ${sample.tier}`} in ${kind}\t${sample.id}\t${JSON.stringify(sample.value)}`);
  return [`${title}: ${judged.length}`, ...lines].join('\n');
}
