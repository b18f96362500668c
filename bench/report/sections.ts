import type { Case } from '../cases.ts';
import type { HostileSample } from '../measure/blocking.ts';
import type { CallerSample } from '../measure/callers.ts';
import type { Compared, Load, Sample } from '../measure/calls.ts';
import type { StreamSample } from '../measure/streams.ts';
import type { Plan } from '../plan.ts';
import { median } from '../stats.ts';
import { compareRounds } from './compare.ts';
import { growthLimit, type Row, type Section } from './row.ts';

/** The tables of one shape of load. Budgets hold where they are set: CPU, for one agent. */
export function reportCalls(shape: string, results: readonly Load[], budgeted: boolean): readonly Section[] {
  const table = (what: string, value: keyof Sample, limits: boolean): Section => ({
    title: `${what}, ${shape}`,
    rows: results.map(({ load, samples }) =>
      compareRounds({ name: load.name, unit: 'us', ...(limits ? limitsOf(load) : {}) }, mapCompared(samples, (list) => list.map((sample) => sample[value]))),
    ),
  });
  return [table('CPU per call', 'cpu', budgeted), table('Latency p50', 'p50', false), table('Latency p99', 'p99', false)];
}

/** What Portcullis adds at 1 MiB against what it adds at 100 KiB: 10.24 is linear, about 100 quadratic. */
export function reportLinearity(hundredKilobytes: Row, megabyte: Row): Row {
  const added = ({ gateway, plain = NaN }: Row): number => gateway - plain;
  return { name: '1 MB over 100 KB, what is added', unit: 'times', gateway: added(megabyte) / added(hundredKilobytes), budget: { of: 'value', limit: 12.5 }, note: '10.24 is linear' };
}

/** Memory of idle streams, and the cost of the contexts they make. */
export function reportStreams(samples: Compared<readonly StreamSample[]>, emptyHandler: readonly StreamSample[], many: StreamSample, plan: Plan): readonly Section[] {
  const of = (value: keyof StreamSample): Compared<readonly number[]> => mapCompared(samples, (list) => list.map((sample) => sample[value]));
  const memory = of('memory');
  const bare = median(emptyHandler.map((sample) => sample.memory)) - median(memory.plain);
  const above = { gateway: median(memory.gateway) - median(memory.plain), large: median(memory.large) - median(memory.plain) };
  return [
    {
      title: `Memory of each of ${plan.streams} idle streams`,
      rows: [
        compareRounds({ name: 'resident memory', unit: 'bytes' }, memory),
        { name: 'above plain nginx', unit: 'bytes', ...above, growth: above.large / above.gateway, growthLimit },
        { name: 'above plain, an empty js_access', unit: 'bytes', gateway: bare, note: `Portcullis is ${(above.gateway / bare).toFixed(2)}x` },
        { name: `each of ${plan.manyStreams} on one worker`, unit: 'bytes', gateway: many.memory },
      ],
    },
    {
      title: 'CPU of a new context',
      rows: [
        compareRounds({ name: 'opening a stream beyond the pool', unit: 'us', growthLimit }, of('open')),
        compareRounds({ name: 'first call of a fresh worker', unit: 'us' }, of('firstCall')),
      ],
    },
  ];
}

/** What it costs to know the caller, each way against the first, as a ratio in the note. */
export function reportCallers(samples: readonly CallerSample[]): Section {
  const usual = median(samples[0]?.cpu ?? []);
  const row = ({ name, cpu }: CallerSample): Row => ({ name, unit: 'us', gateway: median(cpu), note: `${(median(cpu) / usual).toFixed(2)}x a ${samples[0]?.name ?? ''}` });
  return { title: 'CPU per call of 400 B, by who calls', rows: samples.map(row) };
}

/** The longest a single call keeps the worker. */
export function reportBlocking(longest: number, hostile: readonly HostileSample[], plan: Plan): Section {
  return {
    title: 'CPU of the longest single call',
    rows: [
      { name: `1 MiB of prose, ${plan.longCalls} calls`, unit: 'us', gateway: longest, budget: { of: 'value', limit: 15_000 } },
      ...hostile.map(({ kind, shape, cpu }): Row => ({ name: `64 KiB, kind ${kind}`, unit: 'us', gateway: cpu, budget: { of: 'value', limit: 10_000 }, note: shape })),
    ],
  };
}

function limitsOf({ budget, growthLimit: limit }: Case): Pick<Row, 'budget' | 'growthLimit'> {
  return { ...(budget && { budget }), ...(limit === undefined ? {} : { growthLimit: limit }) };
}

function mapCompared<T, U>({ plain, gateway, large }: Compared<T>, map: (value: T) => U): Compared<U> {
  return { plain: map(plain), gateway: map(gateway), large: map(large) };
}
