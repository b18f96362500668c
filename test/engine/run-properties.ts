import './function-global.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { checkEncodings, checkNecessity, checkTotality } from './properties.ts';

/** Checks the properties of inspections in this engine; throws with the smallest text that breaks one, and its seed. */
export function runProperties(files: readonly CaseFile[], seed: number): void {
  checkTotality(files, { seed, count: 400 });
  checkNecessity(files, { seed, count: 400 });
  checkEncodings(files, { seed, count: 60 });
  console.log(`properties hold, seed ${seed}`);
}
