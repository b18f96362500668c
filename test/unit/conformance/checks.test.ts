import { describe, expect, it } from 'vitest';
import { findLost, passes, type Check } from '../../../conformance/checks.ts';
import { describeWrong, isWrong, type Scenario } from '../../../conformance/compare.ts';

const check = (id: string, status: Check['status'], errorMessage = ''): Check => ({ id, name: id, status, errorMessage });

describe('what the gateway lost of a scenario', () => {
  const passed = [check('a', 'SUCCESS'), check('a', 'SUCCESS'), check('b', 'SUCCESS')];

  it('is nothing when the same checks pass, in any order', () => {
    expect(findLost(passed, passed.toReversed())).toEqual([]);
  });
  it('is a check that fails, with what the suite says of it', () => {
    expect(findLost(passed, [...passed.slice(0, 2), check('b', 'FAILURE', 'no answer')])).toEqual([{ id: 'b', status: 'FAILURE', message: 'no answer' }]);
  });
  it('is one of several checks with the same name', () => {
    expect(findLost(passed, [check('a', 'SUCCESS'), check('a', 'FAILURE', 'the second'), check('b', 'SUCCESS')])).toEqual([{ id: 'a', status: 'FAILURE', message: 'the second' }]);
  });
  it('is a check that only warns, or that is skipped', () => {
    expect(findLost(passed, [...passed.slice(0, 2), check('b', 'WARNING', 'not quite')])).toMatchObject([{ id: 'b', status: 'WARNING' }]);
    expect(findLost(passed, [...passed.slice(0, 2), check('b', 'SKIPPED')])).toMatchObject([{ id: 'b', status: 'SKIPPED' }]);
  });
  it('is a check that never came, and a failure that is new', () => {
    expect(findLost(passed, passed.slice(0, 2))).toEqual([{ id: 'b', status: 'MISSING', message: '' }]);
    expect(findLost(passed, [...passed, check('c', 'FAILURE', 'timed out')])).toEqual([{ id: 'c', status: 'FAILURE', message: 'timed out' }]);
  });
  it('is nothing when the check fails directly too', () => {
    expect(findLost([check('a', 'FAILURE', 'one')], [check('a', 'FAILURE', 'another')])).toEqual([]);
  });
});

describe('a scenario', () => {
  const scenario = (direct: readonly Check[], required: boolean): Scenario => ({ name: 's', required, direct, gateway: direct, lost: [], repeated: false });

  it('passes with warnings, but not with a failure or without any check', () => {
    expect(passes([check('a', 'SUCCESS'), check('b', 'WARNING')])).toBe(true);
    expect(passes([check('a', 'SUCCESS'), check('b', 'FAILURE')])).toBe(false);
    expect(passes([])).toBe(false);
  });
  it('is wrong when it is required and fails directly, though the gateway loses nothing of it', () => {
    const failing = scenario([check('a', 'FAILURE', 'broken')], true);
    expect(isWrong(failing)).toBe(true);
    expect(describeWrong(failing)).toEqual(['fails directly: a: broken']);
    expect(isWrong(scenario([], true))).toBe(true);
    expect(describeWrong(scenario([], true))).toEqual(['fails directly: it made no check']);
  });
  it('may fail directly when it is not required', () => {
    expect(isWrong(scenario([check('a', 'FAILURE')], false))).toBe(false);
  });
});
