import { expect, it } from 'vitest';
import { dpopCases, dpopTarget, dpopTime, dpopToken } from '../support/dpop-cases.ts';
import { runInNjs } from './run-in-njs.ts';

it('proofs of possession are judged by the engine of nginx as they are by Node', async () => {
  const cases = dpopCases();
  const values = [cases, { token: dpopToken, target: dpopTarget, time: dpopTime }].map((value) => JSON.stringify(value));
  const { status, output } = await runInNjs(`import { runProofs } from './dpop-checks.ts';\nawait runProofs(${values.join(', ')});`);
  expect(output).toContain(`${cases.length} proofs judged`);
  expect(status).toBe(0);
});
