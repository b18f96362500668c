import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, describeError } from '../src/cli/failure.ts';
import { packageRoot } from '../src/cli/folders.ts';
import { suites, type Suite } from './suites.ts';

/** What the command line asks for. */
export interface Options {
  readonly json: string | undefined;
  readonly nginx: string | undefined;
  readonly policy: string;
  readonly suites: readonly Suite[];
}

/** Reads the command line. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'string' }, nginx: { type: 'string' }, policy: { type: 'string' }, only: { type: 'string' } },
    });
    const { json, nginx, policy = join(packageRoot(), 'conformance/policy.yaml'), only } = values;
    return { json, nginx, policy, suites: only === undefined ? suites : chooseSuite(only) };
  } catch (error) {
    throw new Failure(`${describeError(error)}\nUsage: npm run conformance [-- [--only SUITE] [--json FILE] [--policy FILE] [--nginx PATH]]`);
  }
}

function chooseSuite(name: string): readonly Suite[] {
  const chosen = suites.filter((suite) => suite.name === name);
  if (chosen.length === 0) throw new Failure(`--only: no suite is called ${name}, only ${suites.map((suite) => suite.name).join(', ')}`);
  return chosen;
}
