import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passes } from '../../conformance/checks.ts';
import type { Comparison } from '../../conformance/compare.ts';
import { packageFolder } from '../support/bundle.ts';
import { runConformance, type ConformanceRun } from '../support/conformance.ts';

let folder: string;
let run: ConformanceRun;
let comparisons: readonly Comparison[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-test-'));
  const report = join(folder, 'report.json');
  run = await runConformance(['--json', report]);
  comparisons = (JSON.parse(await readFile(report, 'utf8').catch(() => { throw new Error(run.stderr); })) as { comparisons: Comparison[] }).comparisons;
}, 1_800_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the conformance suites', () => {
  it.each([
    ['all', 32, 32],
    ['2025-11-25', 33, 30],
    ['2026-07-28', 50, 37],
  ])('pass, required or not, and lose nothing through the gateway: %s', (suite, count, required) => {
    const scenarios = comparisons.find((comparison) => comparison.suite === suite)?.scenarios ?? [];
    expect(scenarios).toHaveLength(count);
    expect(scenarios.filter((scenario) => scenario.required)).toHaveLength(required);
    expect(scenarios.filter(({ direct, gateway }) => !passes(direct) || !passes(gateway)).map(({ name }) => name)).toEqual([]);
    expect(scenarios.filter(({ lost }) => lost.length > 0).map(({ name, lost }) => ({ name, lost }))).toEqual([]);
  });

  it('are shown as a table, and the command succeeds', () => {
    expect(run.stdout).toMatch(/^suite +required +direct +through the gateway +lost +run twice$/m);
    expect(run.stdout).toContain('The gateway loses nothing.');
    expect(run.code).toBe(0);
    expect(run.left).toEqual([]);
  });

  it('are shown in the documentation as they came out', async () => {
    const documented = await readFile(join(packageFolder, 'docs/conformance.md'), 'utf8');
    const rows = run.stdout.split('\n').filter((line) => /^\d/.test(line)).map((line) => line.trim().split(/ {3,}/).slice(0, 5));
    expect(rows).toHaveLength(3);
    for (const cells of rows) expect(documented).toContain(`| ${cells.join(' | ')} |`);
  });
});
