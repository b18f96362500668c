import type { Compared } from '../measure/calls.ts';
import { median, spread } from '../stats.ts';
import type { Row } from './row.ts';

type Named = Pick<Row, 'name' | 'unit' | 'budget' | 'growthLimit' | 'note'>;

/** Makes the row for values of the same rounds: medians, and ratios taken round by round, so that drift cancels. */
export function compareRounds(named: Named, { plain, gateway, large }: Compared<readonly number[]>): Row {
  const ratios = divide(gateway, plain);
  return {
    ...named,
    plain: median(plain),
    gateway: median(gateway),
    ratio: median(ratios),
    ...(ratios.length > 1 ? { spread: spread(ratios) } : {}),
    large: median(large),
    growth: median(divide(large, gateway)),
  };
}

/** Divides round by round. */
export function divide(values: readonly number[], by: readonly number[]): readonly number[] {
  return values.map((value, round) => value / (by[round] ?? NaN));
}
