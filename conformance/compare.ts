import { findFailed, findLost, passes, type Check, type LostCheck } from './checks.ts';
import { runSuite, type Results } from './run-suite.ts';
import type { Suite } from './suites.ts';

/** A scenario on both ways. */
export interface Scenario {
  readonly name: string;
  readonly required: boolean;
  readonly direct: readonly Check[];
  readonly gateway: readonly Check[];
  /** What the gateway lost of it. */
  readonly lost: readonly LostCheck[];
  /** It went wrong at first and was run once more; what counts is the second run. */
  readonly repeated: boolean;
}

/** A suite on both ways. */
export interface Comparison {
  readonly suite: string;
  readonly release: string;
  readonly scenarios: readonly Scenario[];
}

/** Where a suite is run: at the fixture itself and through the gateway. */
export interface Ways {
  readonly node: string;
  readonly direct: string;
  readonly gateway: string;
  /** Ends whatever runs. */
  readonly signal: AbortSignal;
}

/** How long a suite may take, in milliseconds: it takes seconds, but a scenario that hangs a minute. */
const patience = 5 * 60_000;

/** More that went wrong than this did not go wrong by chance, and is not run again. */
const repeatable = 5;

/** Whom to tell what is being run. */
export interface Reporter {
  readonly say: (text: string) => void;
  /** The same for each scenario, which is much. */
  readonly detail: (text: string) => void;
}

/** Runs a suite on both ways; what goes wrong is run once more before it counts. */
export async function compareSuite(suite: Suite, ways: Ways, { say, detail }: Reporter): Promise<Comparison> {
  const run = (way: 'direct' | 'gateway', args: readonly string[]) => {
    const title = `${suite.release} ${suite.name}, ${way === 'direct' ? 'direct' : 'through the gateway'}`;
    say(title);
    const onScenario = (scenario: string): void => { detail(`${title}: ${scenario}`); };
    // What a run directly does not come to would be missed on neither way.
    return runSuite({ node: ways.node, program: suite.program, args, url: ways[way], onScenario, patience, keepsPart: way === 'gateway', signal: ways.signal });
  };
  const direct = await run('direct', suite.all);
  const gateway = await run('gateway', suite.all);
  const names = [...new Set([...direct.keys(), ...gateway.keys()])];
  const scenarios = names.map((name) => judge(suite, name, direct, gateway));
  if (scenarios.filter(isWrong).length > repeatable) return { suite: suite.name, release: suite.release, scenarios };

  for (const [index, scenario] of scenarios.entries()) {
    const { name } = scenario;
    if (!isWrong(scenario)) continue;
    say(`once more: ${name}`);
    const again = judge(suite, name, await run('direct', suite.one(name)), await run('gateway', suite.one(name)));
    scenarios[index] = { ...again, repeated: true };
  }
  return { suite: suite.name, release: suite.release, scenarios };
}

/** Whether anything was lost, or a scenario that is required does not even pass directly. */
export function isWrong({ required, direct, lost }: Scenario): boolean {
  return lost.length > 0 || (required && !passes(direct));
}

function judge(suite: Suite, name: string, direct: Results, gateway: Results): Scenario {
  const [before, after] = [direct.get(name) ?? [], gateway.get(name) ?? []];
  return { name, required: suite.requires(name), direct: before, gateway: after, lost: findLost(before, after), repeated: false };
}

/** What is wrong with a scenario, a line each. */
export function describeWrong({ required, direct, lost }: Scenario): readonly string[] {
  const failed = required ? findFailed(direct).map(({ id, errorMessage = '' }) => `fails directly: ${id}: ${errorMessage}`) : [];
  const silent = required && direct.length === 0 ? ['fails directly: it made no check'] : [];
  return [...silent, ...failed, ...lost.map(({ id, status, message }) => `lost: ${id}: ${status}${message === '' ? '' : `: ${message}`}`)];
}
