import type { Pattern } from './pattern.ts';
import { pumpsOf, type Pump } from './pumps.ts';

/** Lengths that are compared, and how much longer the longer may take: 4 times is linear, 16 times quadratic. */
const short = 4096;
const long = 16_384;
const mostTimes = 8;
/** Milliseconds below which growth does not matter: quadratic time takes a hundred. */
const noteworthy = 3;
/** The fastest of so many runs counts: the first ones compile the pattern. */
const rounds = 8;

/** What stands behind the repeated part, so that the match fails there, or does not. */
const ends = ['', '\0', '!'];

/** Repetitions after which exponential time shows, and could not be waited for much later. */
const few = [6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30];

/** The text that takes the pattern more than time in proportion, as far as texts made for it show; undefined when none does. */
export function findGrowth(pattern: Pattern): string | undefined {
  const search = new RegExp(pattern.flags.includes('y') ? `^(?:${pattern.source})` : pattern.source, pattern.flags.replace(/[gy]/g, ''));
  for (const pump of pumpsOf(pattern)) {
    for (const end of ends) {
      const isHostile = few.some((count) => isSlow(search, pump, end, count)) || grows(search, pump, end);
      if (isHostile) return `${JSON.stringify(pump.before)}, then ${JSON.stringify(pump.unit)} again and again, then ${JSON.stringify(end)}`;
    }
  }
  return undefined;
}

/** Whether even the fastest of these runs is slow. */
function isSlow(search: RegExp, pump: Pump, end: string, count: number): boolean {
  for (let round = 0; round < rounds; round++) if (timeOf(search, pump, end, count) < noteworthy) return false;
  return true;
}

function grows(search: RegExp, pump: Pump, end: string): boolean {
  const [fewer, more] = [short / pump.unit.length, long / pump.unit.length];
  let [least, most] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    most = Math.min(most, timeOf(search, pump, end, more));
    if (most < noteworthy) return false;
    least = Math.min(least, timeOf(search, pump, end, fewer));
  }
  return most > mostTimes * least;
}

/** Milliseconds of this process's own time: on a busy machine a long search waits, and a short one does not. */
function timeOf(search: RegExp, { before, unit }: Pump, end: string, count: number): number {
  const text = before + unit.repeat(count) + end;
  const start = process.cpuUsage();
  search.test(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
