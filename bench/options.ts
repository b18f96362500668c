import { parseArgs } from 'node:util';
import { Failure, describeError } from '../src/cli/failure.ts';

/** What the command line asks for. */
export interface Options {
  readonly json: string | undefined;
  readonly nginx: string | undefined;
  readonly quick: boolean;
}

/** Reads the command line. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'string' }, nginx: { type: 'string' }, quick: { type: 'boolean', default: false } } });
    return { json: values.json, nginx: values.nginx, quick: values.quick };
  } catch (error) {
    throw new Failure(`${describeError(error)}\nUsage: npm run bench [-- --quick] [--json FILE] [--nginx PATH]`);
  }
}
