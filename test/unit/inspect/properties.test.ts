import { expect, it } from 'vitest';
import { caseFiles, loadCases } from '../../cases/load.ts';
import { checkEncodings, checkNecessity, checkTotality } from '../../engine/properties.ts';

const files = await Promise.all(caseFiles().map(loadCases));
/** Fixed, so that a failure is one for everybody; a failure names it, and the path to the smallest text that fails. */
const seed = 20_260_731;

it('no text of any kind makes an inspection throw', () => {
  expect(() => { checkTotality(files, { seed, count: 6000 }); }).not.toThrow();
}, 60_000);

it('what an inspector finds, its trigger suspects', () => {
  expect(() => { checkNecessity(files, { seed, count: 6000 }); }).not.toThrow();
}, 60_000);

it('an attack stays one however it is written, as far as inspectors say they undo it', () => {
  expect(() => { checkEncodings(files, { seed, count: 300 }); }).not.toThrow();
}, 60_000);
