import { inspectors } from '../../src/core/inspect/registry.ts';
import { Subject } from '../../src/core/inspect/subject.ts';
import type { Kind } from '../../src/core/policy/kind.ts';
import type { Inspector } from '../../src/core/inspect/rule.ts';
import { families, prefixes } from './adversarial.ts';

/** Milliseconds below which a clock of whole milliseconds on a busy machine says little. */
const noteworthy = 8;

/** Milliseconds of the fastest of a few runs: what the work costs, not what the machine was doing besides. */
function cost(inspector: Inspector, text: string, kind: Kind): number {
  let best = Infinity;
  for (let run = 0; run < 4; run++) {
    const start = Date.now();
    inspector.finds(new Subject(text, kind));
    best = Math.min(best, Date.now() - start);
    if (best < noteworthy) break;
  }
  return best;
}

/** What {@link yardstick} measures on the machine the budget was set on. */
const usualYardstick = 120;

/** Milliseconds that a fixed piece of plain work takes: a shared machine may be half as fast as yesterday. */
function yardstick(): number {
  const start = Date.now();
  let sum = 0;
  for (let at = 0; at < 2_000_000; at++) sum = (sum * 31 + at) | 0;
  return sum === 0 ? 0 : Date.now() - start;
}

/** Feeds each family to each inspector at 32 and 64 KiB; throws naming what is over budget or grows faster than its input. */
export function runAdversarial(usualBudget: number): void {
  const budget = usualBudget * Math.max(1, yardstick() / usualYardstick);
  const problems: string[] = [];
  let slowest = 'nothing noteworthy';
  let most = 0;
  for (const inspector of inspectors) {
    // The strictest kind and the widest one: the others share their code.
    for (const kind of new Set([inspector.kinds[0] ?? 'any', inspector.kinds.at(-1) ?? 'any'])) {
      for (const [family, make] of Object.entries(families)) {
        for (const prefix of prefixes) {
          const ms = cost(inspector, prefix + make(65_536), kind);
          if (ms < noteworthy) continue;
          const half = cost(inspector, prefix + make(32_768), kind);
          const what = `${inspector.rule} on ${kind}, ${family} after ${JSON.stringify(prefix)}: ${half} ms at 32 KiB, ${ms} ms at 64 KiB`;
          if (ms > most) [most, slowest] = [ms, what];
          if (ms > budget || ms > 3 * (half + 2)) problems.push(what);
        }
      }
    }
  }
  console.log(problems.length === 0 ? `slowest: ${slowest}` : problems.join('\n'));
  if (problems.length > 0) throw new Error('over budget');
}
