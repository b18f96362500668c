import { fill, type Families } from './adversarial.ts';
import { cost, exactCost, slowness } from './stopwatch.ts';

/** Lengths that are compared, in characters, and how much longer the long one may take: 4 times is linear, 16 quadratic; pieces of long texts come in between. */
const short = 16_384;
const long = 65_536;
const mostTimes = 10;

/** One thing that is given hostile texts. */
export interface Work {
  readonly name: string;
  readonly families: Families;
  /** What a text is put behind, so that it is looked at as a path or as a URL. */
  readonly prefixes: readonly string[];
  readonly run: (text: string) => unknown;
}

export interface Bounds {
  /** Milliseconds a text of 64 KiB may take on the machine that budgets are set on; Infinity where only growth counts. */
  readonly budget: number;
  /** Milliseconds below which growth does not matter, nor is measured. */
  readonly noteworthy: number;
}

/** Gives each family to each work; prints the slowest, throws with what is over budget or grows faster than its text. */
export function expectProportion(works: readonly Work[], { budget, noteworthy: usuallyNoteworthy }: Bounds): void {
  const slower = slowness();
  const allowed = budget * slower;
  const noteworthy = usuallyNoteworthy * slower;
  const problems: string[] = [];
  const slow: { readonly ms: number; readonly what: string }[] = [];
  let texts = 0;
  for (const { name, families, prefixes, run } of works) {
    for (const [family, unit] of families) {
      for (const prefix of prefixes) {
        texts++;
        const at = (length: number) => (): unknown => run(prefix + fill(unit, length));
        const ms = cost(at(long), noteworthy);
        if (ms < noteworthy) continue;
        const what = `${name}, ${family} after ${JSON.stringify(prefix)}`;
        slow.push({ ms, what });
        const least = ms > allowed ? leastOf(at(long), budget) : 0;
        if (least > budget) problems.push(`${what}: ${least.toFixed(1)} ms, over budget`);
        // The clock's milliseconds clear most; what they do not is measured again.
        if (ms <= mostTimes * cost(at(short), 0)) continue;
        const times = growth(at(long), at(short));
        if (times > mostTimes) problems.push(`${what}: ${times.toFixed(1)} times as long for a text 4 times as long`);
      }
    }
  }
  const slowest = slow.toSorted((a, b) => b.ms - a.ms).slice(0, 10).map(({ ms, what }) => `  ${ms} ms: ${what}`);
  console.log([`slowest of ${texts} texts:`, ...slowest, ...problems].join('\n'));
  if (problems.length > 0) throw new Error('not in proportion');
}

/** Milliseconds on the machine that budgets are set on, the least of a few rounds, each with how slow this one is just then. */
function leastOf(work: () => unknown, budget: number): number {
  let least = Infinity;
  for (let round = 0; round < 24 && least > budget; round++) least = Math.min(least, exactCost(work) / slowness());
  return least;
}

/** How many times as long the first takes as the second, the least of a few rounds: a machine that others use is slow by turns. */
function growth(longer: () => unknown, shorter: () => unknown): number {
  let least = Infinity;
  for (let round = 0; round < 6 && least > mostTimes; round++) least = Math.min(least, exactCost(longer) / exactCost(shorter));
  return least;
}
