import { expect, it } from 'vitest';
import { wantsColors } from '../../../src/cli/colors.ts';

it.each([
  ['a terminal', {}, true, true],
  ['a pipe', {}, false, false],
  ['a CI service, whose log is no terminal', { CI: 'true' }, false, false],
  ['a terminal of few abilities', { TERM: 'dumb' }, true, false],
  ['NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['an empty NO_COLOR, which says nothing', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
] as const)('%s', (_, env, isTerminal, wanted) => {
  expect(wantsColors(env, isTerminal)).toBe(wanted);
});
