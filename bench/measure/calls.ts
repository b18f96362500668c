import type { Case } from '../cases.ts';
import type { Generator } from '../load/generator.ts';
import type { Plan } from '../plan.ts';
import { settleCpu } from '../proc.ts';
import type { RunningSite } from '../site/start.ts';

/** What one round of load on one site gave, per call. */
export interface Sample {
  /** CPU of the worker, in microseconds. */
  readonly cpu: number;
  /** Latency the client saw, in microseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** How many clients call at a time. */
export interface Shape {
  readonly name: string;
  readonly connections: number;
}

/** The sites compared: nginx alone, Portcullis with a small policy, and with a large one. */
export interface Compared<T> {
  readonly plain: T;
  readonly gateway: T;
  readonly large: T;
}

/** A case under a shape of load, and the samples of its rounds. */
export interface Load {
  readonly load: Case;
  readonly shape: Shape;
  readonly samples: Compared<Sample[]>;
}

const maxRequests = 200_000;

/**
 * Measures every load in rounds, adding to its samples. Each round has workers of its own, since how a process lies in
 * memory can be worth 20% for as long as it lives; within a round the sites are loaded in turn, so that a drift of the
 * machine meets all alike.
 */
export async function measureCalls(startSites: () => Promise<Compared<RunningSite>>, loads: readonly Load[], plan: Plan, generator: Generator, onRound: (round: number) => void): Promise<void> {
  const began = performance.now();
  // Calls slower than their slot must not hold up the run.
  const isLate = (): boolean => performance.now() - began > 2 * 3 * plan.rounds * loads.length * plan.slot;
  for (let round = 0; round < plan.rounds && (round === 0 || !isLate()); round++) {
    onRound(round + 1);
    const sites = await startSites();
    for (const { load, shape, samples } of loads) {
      for (const site of ['plain', 'gateway', 'large'] as const) {
        // Warm-up: connections, contexts and caches.
        await runSlot(sites[site], load, shape, plan.slot / 8, generator);
        samples[site].push(await runSlot(sites[site], load, shape, plan.slot, generator));
      }
    }
    await Promise.all([sites.plain.stop(), sites.gateway.stop(), sites.large.stop()]);
  }
}

async function runSlot(site: RunningSite, { requests }: Case, { connections }: Shape, milliseconds: number, generator: Generator): Promise<Sample> {
  await site.dropLogs();
  const before = await settleCpu(site.worker);
  const seen = await generator.run({ port: site.port, requests, connections, milliseconds, maxRequests });
  const used = (await settleCpu(site.worker)) - before;
  return { cpu: used / seen.requests, p50: seen.p50 * 1000, p99: seen.p99 * 1000 };
}
