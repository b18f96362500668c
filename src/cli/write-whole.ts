import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { Failure, describeError } from './failure.ts';

/** Replaces a file in one step: whoever reads it meanwhile, nginx at a reload, has the old one or the new one, never half of one. Files have the mode that the user's mask leaves of `mode`. */
export function writeWhole(path: string, text: string, mode = 0o666): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, text, { mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Failure(`cannot write ${path}: ${describeError(error)}`);
  }
}
