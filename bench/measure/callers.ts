import type { CallerCase } from '../callers.ts';
import type { Generator } from '../load/generator.ts';
import type { Plan } from '../plan.ts';
import { settleCpu } from '../proc.ts';
import type { RunningSite } from '../site/start.ts';

/** CPU per call of one way to know the caller, in microseconds, by round. */
export interface CallerSample {
  readonly name: string;
  readonly cpu: number[];
}

const maxRequests = 200_000;

/** Measures the same calls by callers who are known in different ways, in rounds, each on a worker of its own; within a round in turn. */
export async function measureCallers(callers: readonly CallerCase[], start: (caller: CallerCase) => Promise<RunningSite>, requestsOf: (caller: CallerCase) => readonly Buffer[], plan: Plan, generator: Generator): Promise<readonly CallerSample[]> {
  const samples = callers.map(({ name }): CallerSample => ({ name, cpu: [] }));
  for (let round = 0; round < plan.callerRounds; round++) {
    for (const [at, caller] of callers.entries()) {
      const site = await start(caller);
      const order = { port: site.port, requests: requestsOf(caller), connections: 1, maxRequests };
      await generator.run({ ...order, milliseconds: plan.slot / 4 });
      const before = await settleCpu(site.worker);
      const { requests } = await generator.run({ ...order, milliseconds: plan.slot });
      samples[at]?.cpu.push(((await settleCpu(site.worker)) - before) / requests);
      await site.stop();
    }
  }
  return samples;
}
