import { join } from 'node:path';
import type { NginxInstall } from '../src/cli/nginx/install.ts';
import { kinds } from '../src/core/policy/kind.ts';
import { buildCallers, type CallerCase } from './callers.ts';
import { buildCases, callsOf, type Case } from './cases.ts';
import type { Cleanup } from './cleanup.ts';
import { startGenerator } from './load/generator.ts';
import { measureHostileStrings, measureLongestCall, type HostileSample } from './measure/blocking.ts';
import { measureCallers } from './measure/callers.ts';
import { measureCalls, type Compared, type Load, type Shape } from './measure/calls.ts';
import { openSession } from './measure/session.ts';
import { measureStreams, type StreamSample } from './measure/streams.ts';
import { largePolicyTools, smallPolicyTools, type Plan } from './plan.ts';
import type { Section } from './report/row.ts';
import { reportBlocking, reportCallers, reportCalls, reportLinearity, reportStreams } from './report/sections.ts';
import { startStreamServer } from './site/event-streams.ts';
import { answeringSite, emptyHandlerSite, gatewaySite, plainSite } from './site/sites.ts';
import type { Site } from './site/conf.ts';
import { startSite, type RunningSite } from './site/start.ts';

const oneAgent: Shape = { name: 'one agent', connections: 1 };
const saturated: Shape = { name: '16 at a time', connections: 16 };

/** Measures everything once, in one run; tells `onProgress` what it is at. */
export async function runBench(plan: Plan, install: NginxInstall, folder: string, cleanup: Cleanup, onProgress: (text: string) => void): Promise<readonly Section[]> {
  let started = 0;
  const start = async (site: Site): Promise<RunningSite> =>
    cleanup.add(await startSite(site, install, join(folder, String(started++))), (running) => running.stop());
  const startServing = async (site: Site): Promise<RunningSite> => {
    const running = await start(site);
    await openSession(running);
    return running;
  };

  onProgress('starting nginx');
  const streams = cleanup.add(await startStreamServer(), (server) => { server.stop(); });
  const upstream = await start(answeringSite());
  const upstreams = { calls: upstream.port, streams: streams.port };
  const plain = plainSite(upstreams);
  const gateway = gatewaySite(upstreams, smallPolicyTools);
  const large = gatewaySite(upstreams, largePolicyTools);

  // 1. Fresh workers: memory and contexts, before anything else has warmed them.
  const openOnFresh = async (site: Site, count = plan.streams): Promise<StreamSample> => {
    const running = await start(site);
    const sample = await measureStreams(running, count);
    await running.stop();
    return sample;
  };
  const opened: Compared<StreamSample[]> = { plain: [], gateway: [], large: [] };
  const openedEmpty: StreamSample[] = [];
  for (let round = 0; round < plan.streamRounds; round++) {
    onProgress(`${plan.streams} idle streams, round ${round + 1} of ${plan.streamRounds}`);
    opened.plain.push(await openOnFresh(plain));
    openedEmpty.push(await openOnFresh(emptyHandlerSite(upstreams)));
    opened.gateway.push(await openOnFresh(gateway));
    opened.large.push(await openOnFresh(large));
  }

  onProgress(`${plan.manyStreams} idle streams`);
  const many = await openOnFresh(gateway, plan.manyStreams);

  // 2. Calls, the three sites in turn.
  const generator = cleanup.add(await startGenerator(), (running) => { running.stop(); });
  const prepare = (load: Case, shape: Shape): Load => ({ load, shape, samples: { plain: [], gateway: [], large: [] } });
  const cases = buildCases();
  const alone = cases.map((load) => prepare(load, oneAgent));
  const together = cases.filter(({ aloneOnly }) => aloneOnly !== true).map((load) => prepare(load, saturated));
  const startSites = async (): Promise<Compared<RunningSite>> => ({ plain: await startServing(plain), gateway: await startServing(gateway), large: await startServing(large) });
  await measureCalls(startSites, [...alone, ...together], plan, generator, (round) => { onProgress(`calls, round ${round} of ${plan.rounds}`); });

  // 3. What it costs to know the caller.
  onProgress('ways to know the caller');
  const startFor = async (caller: CallerCase): Promise<RunningSite> => {
    const running = await start(gatewaySite(upstreams, smallPolicyTools, caller));
    await openSession(running, caller.header);
    return running;
  };
  const callers = await measureCallers(buildCallers(), startFor, ({ header }) => callsOf(header), plan, generator);

  // 4. The longest single calls.
  onProgress('long and hostile strings');
  const longCaller = await startServing(gateway);
  const longest = await measureLongestCall(longCaller, plan);
  await longCaller.stop();
  const hostile: HostileSample[] = [];
  for (const kind of kinds) {
    // A worker of its own: one that is blocked for good must not stop the run.
    const running = await startServing(gateway);
    hostile.push(await measureHostileStrings(running, kind, plan));
    await running.stop();
  }

  return [...withLinearity(reportCalls(oneAgent.name, alone, true)), ...reportCalls(saturated.name, together, false), ...reportStreams(opened, openedEmpty, many, plan), reportCallers(callers), reportBlocking(longest, hostile, plan)];
}

/** Adds to the table of CPU, whose last rows are 100 KB and 1 MB, how the cost grows with the text. */
function withLinearity([cpu, ...rest]: readonly Section[]): readonly Section[] {
  const [hundredKilobytes, megabyte] = cpu?.rows.slice(-2) ?? [];
  if (cpu === undefined || hundredKilobytes === undefined || megabyte === undefined) return rest;
  return [{ ...cpu, rows: [...cpu.rows, reportLinearity(hundredKilobytes, megabyte)] }, ...rest];
}
