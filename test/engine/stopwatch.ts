/** What {@link yardstick} measures on the machine the budgets were set on. */
const usualYardstick = 120;

/** How many times slower than that machine this one is now, at least 1: it may be shared. */
export function slowness(): number {
  return Math.max(1, yardstick() / usualYardstick);
}

/** Milliseconds that a fixed piece of plain work takes. */
function yardstick(): number {
  const start = Date.now();
  let sum = 0;
  for (let at = 0; at < 2_000_000; at++) sum = (sum * 31 + at) | 0;
  return sum === 0 ? 0 : Date.now() - start;
}

/** Milliseconds of the fastest of a few runs: what the work costs, not what the machine was doing besides. Few of them where it is below `noteworthy`. */
export function cost(work: () => unknown, noteworthy: number): number {
  let best = Infinity;
  for (let run = 0; run < 5 && best >= noteworthy; run++) best = Math.min(best, timeOf(work, 1));
  return best;
}

/** The clock knows whole milliseconds only. */
const measurable = 30;

/** The same in fractions of a millisecond: as often in a row as takes a while, the best of three. */
export function exactCost(work: () => unknown): number {
  let times = 1;
  while (timeOf(work, times) < measurable) times *= 2;
  return Math.min(timeOf(work, times), timeOf(work, times), timeOf(work, times)) / times;
}

function timeOf(work: () => unknown, times: number): number {
  const start = Date.now();
  for (let run = 0; run < times; run++) work();
  return Date.now() - start;
}
