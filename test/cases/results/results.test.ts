import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretRules } from '../../../src/core/redact/results/registry.ts';
import { listRedactionRules } from '../../../src/core/redact/results/settings.ts';
import { checkResultCases } from './check.ts';
import { loadResultCases, resultCaseFiles } from './load.ts';

const files = await Promise.all(resultCaseFiles().map(async (path) => ({ name: basename(path, '.ts'), cases: await loadResultCases(path) })));

describe.each(files)('$name', ({ name, cases }) => {
  it('is redacted, whatever the spelling of the JSON, and its look-alikes stay', () => {
    expect(checkResultCases(cases)).toEqual([]);
  });

  it('is named after its rule and has at least eight of each', () => {
    expect(`secret.${cases.rule}`).toBe(name);
    expect(cases.attacks.length).toBeGreaterThanOrEqual(8);
    expect(cases.benign.length).toBeGreaterThanOrEqual(8);
  });
});

it('there is a case file for each rule, and a rule for each file and each name in the policy', () => {
  const names = secretRules.map(({ rule }) => rule).sort();
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(names.map((name) => `secret.${name}`)));
  expect(files).toHaveLength(names.length);
  expect(listRedactionRules().map(([, rule]) => rule).sort()).toEqual(names);
});
