import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../src/cli/failure.ts';
import type { Check } from './checks.ts';

/** The checks of each scenario. */
export type Results = ReadonlyMap<string, readonly Check[]>;

/** A run of a suite's program against one address. */
export interface SuiteRun {
  /** The Node to run it with. */
  readonly node: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly url: string;
  readonly onScenario: (scenario: string) => void;
  /** After so many milliseconds it is ended. */
  readonly patience: number;
  /** Whether then what it came to counts; else it is a failure. */
  readonly keepsPart: boolean;
  /** Ends it too, and then there are no results. */
  readonly signal: AbortSignal;
}

/**
 * Runs the scenarios chosen by `args` and returns the checks of each, in the suite's order; without those that a suite whose
 * time was up did not come to.
 */
export async function runSuite(run: SuiteRun): Promise<Results> {
  const results = await mkdtemp(join(tmpdir(), 'portcullis-conformance-'));
  try {
    run.signal.throwIfAborted();
    const said = await runProgram(run, results);
    const checks = await readResults(results);
    if (checks.size === 0) throw new Failure(`the conformance suite wrote no results; it said:\n${said}`);
    return checks;
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

/** Resolves with the last of what the program said; its exit code says no more than its results. */
function runProgram({ node, program, args, url, onScenario, patience, keepsPart, signal }: SuiteRun, results: string): Promise<string> {
  const timeout = AbortSignal.timeout(patience);
  const child = spawn(node, [program, 'server', '--url', url, ...args, '-o', results], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.any([signal, timeout]),
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: string): void => {
      said = (said + text).slice(-4000);
      for (const [, scenario = ''] of text.matchAll(/^=== Running scenario: (\S+) ===$/gm)) onScenario(scenario);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    let failure: Error | undefined;
    child.once('error', (error) => {
      if (!timeout.aborted) failure = error;
      else if (!keepsPart) failure = new Failure(`the conformance suite did not end within ${patience / 1000} seconds at ${url}`);
    });
    // Only now does it write no more results.
    child.once('close', () => {
      if (failure === undefined) resolve(said);
      else reject(failure);
    });
  });
}

/** A folder for each scenario, `server-NAME-TIME`; the time orders them. */
async function readResults(results: string): Promise<Results> {
  const folders = (await readdir(results)).flatMap((folder) => {
    const [, scenario, time] = /^server-(.+)-(\d{4}-\d\d-\d\dT[\d-]+Z)$/.exec(folder) ?? [];
    return scenario === undefined || time === undefined ? [] : [{ folder, scenario, time }];
  });
  const checks = new Map<string, readonly Check[]>();
  for (const { folder, scenario } of folders.toSorted((a, b) => a.time.localeCompare(b.time))) {
    // None is written for a scenario that the suite itself could not run.
    const text = await readFile(join(results, folder, 'checks.json'), 'utf8').catch(() => '[]');
    checks.set(scenario, JSON.parse(text) as readonly Check[]);
  }
  return checks;
}
