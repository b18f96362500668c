import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { Failure, describeError } from './failure.ts';

/** Replaces a file in one step: whoever reads it meanwhile, nginx at a reload, has the old one or the new one, never half of one. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Failure(`cannot write ${path}: ${describeError(error)}`);
  }
}
