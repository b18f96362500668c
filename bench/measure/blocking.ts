import { Failure } from '../../src/cli/failure.ts';
import type { Kind } from '../../src/core/policy/kind.ts';
import { writeCall } from '../cases.ts';
import { exchange, openConnection, type Answer } from '../exchange.ts';
import { findFault } from '../load/response.ts';
import { buildHostileStrings } from '../hostile.ts';
import type { Plan } from '../plan.ts';
import { readCpu, settleCpu } from '../proc.ts';
import { encodeCall } from '../requests.ts';
import type { RunningSite } from '../site/start.ts';

/** The costliest string for a kind: which, and the worker's CPU for it in microseconds. */
export interface HostileSample {
  readonly kind: Kind;
  readonly shape: string;
  readonly cpu: number;
}

type Call = (request: Uint8Array) => Promise<{ readonly cpu: number; readonly answer: Answer | undefined }>;

/** Longest wait for an answer to a hostile string: whatever is not answered by then is far over its budget. */
const patience = 5000;

/** How often a call with 1 MiB is sent. */
const longTimes = 3;

/** The worker's CPU for the longest of several calls with 1 MiB of prose, each another text, in microseconds: it cannot be blocked longer. */
export async function measureLongestCall(site: RunningSite, plan: Plan): Promise<number> {
  return withCaller(site, async (call) => {
    let longest = 0;
    for (let index = 0; index < plan.longCalls; index++) {
      const { cpu, answered } = await costOf(call, writeCall(1024 * 1024, 100 + index), longTimes, findFault);
      if (!answered) throw new Failure('a call with 1 MiB of prose was not answered');
      longest = Math.max(longest, cpu);
    }
    return longest;
  });
}

/** For one kind of argument, the hostile string the worker spends most on; `site` may be beyond use afterwards. */
export async function measureHostileStrings(site: RunningSite, kind: Kind, plan: Plan): Promise<HostileSample> {
  return withCaller(site, async (call) => {
    let worst: HostileSample = { kind, shape: '', cpu: 0 };
    for (const { shape, text } of buildHostileStrings()) {
      const { cpu, answered } = await costOf(call, encodeCall('inspect_any', { [kind]: text }), plan.hostileCalls, findFailure);
      if (!answered) return { kind, shape: `${shape}: NOT ANSWERED, worker blocked`, cpu };
      if (cpu > worst.cpu) worst = { kind, shape, cpu };
    }
    return worst;
  });
}

/** Allowed or refused, each must be answered. */
function findFailure({ status, body }: Answer): string | undefined {
  return status === '200' ? undefined : `answered ${status} ${body.slice(0, 200)}`;
}

/** The cheapest of equal calls: what is above it is the machine's noise. */
async function costOf(call: Call, request: Uint8Array, times: number, find: (answer: Answer) => string | undefined): Promise<{ readonly cpu: number; readonly answered: boolean }> {
  let cheapest = Infinity;
  for (let time = 0; time < times; time++) {
    const { cpu, answer } = await call(request);
    if (answer === undefined) return { cpu, answered: false };
    const fault = find(answer);
    if (fault !== undefined) throw new Failure(`a long call was ${fault}`);
    cheapest = Math.min(cheapest, cpu);
  }
  return { cpu: cheapest, answered: true };
}

async function withCaller<T>(site: RunningSite, measure: (call: Call) => Promise<T>): Promise<T> {
  const socket = await openConnection(site.port);
  try {
    return await measure(async (request) => {
      const before = await settleCpu(site.worker);
      const answer = await exchange(socket, request, patience);
      // A worker that is still busy does not settle.
      const after = answer === undefined ? readCpu(site.worker) : await settleCpu(site.worker);
      return { answer, cpu: after - before };
    });
  } finally {
    socket.destroy();
  }
}
