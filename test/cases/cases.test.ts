import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectors } from '../../src/core/inspect/registry.ts';
import { checkCases } from './check.ts';
import { caseFiles, loadCases } from './load.ts';

const files = await Promise.all(caseFiles().map(async (path) => ({ name: basename(path, '.ts'), cases: await loadCases(path) })));

describe.each(files)('$name', ({ name, cases }) => {
  it('stops its attacks and lets its look-alikes pass', () => {
    expect(checkCases(cases)).toEqual([]);
  });

  it('is named after its rule and has at least eight of each', () => {
    expect(cases.rule).toBe(name);
    expect(cases.attacks.length).toBeGreaterThanOrEqual(8);
    expect(cases.benign.length).toBeGreaterThanOrEqual(8);
  });
});

it('there is a case file for each inspection rule, and a rule for each file', () => {
  const rules = new Set(inspectors.map(({ rule }) => rule));
  expect(files.map(({ name }) => name).sort()).toEqual([...rules].sort());
});
