import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../support/bundle.ts';
import { runConformance } from '../support/conformance.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The policy of the suites without the lines that hold a text. */
async function writePolicyWithout(text: string): Promise<string> {
  const lines = (await readFile(join(packageFolder, 'conformance/policy.yaml'), 'utf8')).split('\n');
  const kept = lines.filter((line) => !line.includes(text));
  expect(kept).toHaveLength(lines.length - 1);
  const path = join(folder, 'policy.yaml');
  await writeFile(path, kept.join('\n'));
  return path;
}

describe('the conformance command', () => {
  it('fails and names the scenario and its check when the gateway denies one tool', async () => {
    const { code, stdout, left } = await runConformance(['--only', 'all', '--policy', await writePolicyWithout('test_image_content:')]);
    expect(stdout).toMatch(/^0\.1\.16 all +31 of 32 +32 of 32, 44 checks +31 of 32, 43 checks +1 +1$/m);
    expect(stdout).toContain('\n0.1.16 all: tools-call-image\n    lost: tools-call-image: FAILURE: ');
    expect(stdout).not.toContain('loses nothing');
    expect(code).toBe(1);
    expect(left).toEqual([]);
  });

  it('fails when a check only warns through the gateway', async () => {
    const { code, stdout } = await runConformance(['--only', '2026-07-28', '--policy', await writePolicyWithout('test://nonexistent-resource')]);
    expect(stdout).toMatch(/^0\.2\.0-alpha\.12 2026-07-28 +37 of 37 .* 1 +1$/m);
    expect(stdout).toContain('sep-2164-resource-not-found\n    lost: sep-2164-error-code: WARNING: ');
    expect(code).toBe(1);
  });

  it.each([
    [['--only', 'none'], 'no suite is called none, only all, 2025-11-25, 2026-07-28'],
    [['--policy', '/nonexistent/policy.yaml'], 'cannot read the policy'],
    [['--fast'], 'Usage: npm run conformance'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr, left } = await runConformance(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(left).toEqual([]);
  });

  it('leaves nothing behind when it is ended in the middle', async () => {
    const { code, stdout, left } = await runConformance(['--only', 'all'], { endAt: /through the gateway/ });
    expect(stdout).toBe('');
    expect(code).toBe(130);
    expect(left).toEqual([]);
  });
});
