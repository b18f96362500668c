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

const maxRequests = 200_000;

/** How many times its planned time a case may take: calls slower than their slot must not hold up the run. */
const overrun = 2;

/** Puts the same load on the sites in turn, round after round, so that a drift of the machine meets all alike. */
export async function measureCalls(sites: Compared<RunningSite>, load: Case, shape: Shape, plan: Plan, generator: Generator): Promise<Compared<readonly Sample[]>> {
  const samples: Compared<Sample[]> = { plain: [], gateway: [], large: [] };
  const run = (site: RunningSite, milliseconds: number): Promise<Sample> => runSlot(site, load, shape, milliseconds, generator);
  // Warm-up: connections, contexts and caches.
  for (const site of [sites.plain, sites.gateway, sites.large]) await run(site, plan.slot / 4);
  const began = performance.now();
  const isLate = (): boolean => performance.now() - began > 3 * plan.rounds * plan.slot * overrun;
  for (let round = 0; round < plan.rounds && (round === 0 || !isLate()); round++) {
    samples.plain.push(await run(sites.plain, plan.slot));
    samples.gateway.push(await run(sites.gateway, plan.slot));
    samples.large.push(await run(sites.large, plan.slot));
  }
  return samples;
}

async function runSlot(site: RunningSite, { requests }: Case, { connections }: Shape, milliseconds: number, generator: Generator): Promise<Sample> {
  await site.dropLogs();
  const before = await settleCpu(site.worker);
  const seen = await generator.run({ port: site.port, requests, connections, milliseconds, maxRequests });
  const used = (await settleCpu(site.worker)) - before;
  return { cpu: used / seen.requests, p50: seen.p50 * 1000, p99: seen.p99 * 1000 };
}
