import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSuite, type SuiteRun } from '../../conformance/run-suite.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A suite's program of one scenario, which then does what `then` says. */
async function writeProgram(then: string): Promise<Omit<SuiteRun, 'signal' | 'patience'>> {
  const program = join(folder, 'suite.mjs');
  await writeFile(program, `
    import { mkdirSync, writeFileSync } from 'node:fs';
    const folder = process.argv.at(-1) + '/server-first-2026-01-01T00-00-00-000Z';
    mkdirSync(folder);
    writeFileSync(folder + '/checks.json', '[{"id":"a","name":"A","status":"SUCCESS"}]');
    console.log('=== Running scenario: second ===');
    ${then}`);
  return { node: process.execPath, program, args: [], url: 'http://127.0.0.1:9/mcp', onScenario: () => undefined, keepsPart: true };
}
const forever = 'setInterval(() => {}, 1000);';
const { signal } = new AbortController();

describe('a suite', () => {
  it('that hangs is ended when its time is up, and what it came to counts', async () => {
    const results = await runSuite({ ...(await writeProgram(forever)), signal, patience: 3_000 });
    expect([...results]).toEqual([['first', [{ id: 'a', name: 'A', status: 'SUCCESS' }]]]);
  });
  it('that hangs is a failure where a part does not count', async () => {
    const run = runSuite({ ...(await writeProgram(forever)), keepsPart: false, signal, patience: 3_000 });
    await expect(run).rejects.toThrow('did not end within 3 seconds at http://127.0.0.1:9/mcp');
  });
  it('that fails has results all the same', async () => {
    const results = await runSuite({ ...(await writeProgram('process.exit(1);')), signal, patience: 60_000 });
    expect([...results.keys()]).toEqual(['first']);
  });
  it('that is interrupted has none', async () => {
    const interrupted = new AbortController();
    const program = await writeProgram(forever);
    await expect(runSuite({ ...program, onScenario: () => { interrupted.abort(); }, signal: interrupted.signal, patience: 60_000 })).rejects.toThrow(/abort/);
  });
  it('that writes nothing is a failure that repeats what it said', async () => {
    const program = join(folder, 'silent.mjs');
    await writeFile(program, "console.error('cannot read the requirements');");
    await expect(runSuite({ ...(await writeProgram('')), program, signal, patience: 60_000 })).rejects.toThrow('cannot read the requirements');
  });
});
