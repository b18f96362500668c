import { expect, it } from 'vitest';
import { caseAudience, caseIssuer, caseTime, tokenCases, validCase } from '../support/jwt-cases.ts';
import { runInNjs } from './run-in-njs.ts';

it('tokens are judged by the engine of nginx as they are by Node', async () => {
  const cases = tokenCases();
  const valid = (['ES256', 'RS256', 'PS256', 'EdDSA'] as const).map(validCase);
  const setting = { issuer: caseIssuer, audience: caseAudience, time: caseTime };
  const values = [cases, valid, setting].map((value) => JSON.stringify(value));
  const { status, output } = await runInNjs(`import './function-global.ts';\nimport { runTokens } from './jwt-checks.ts';\nawait runTokens(${values.join(', ')}, 20_261_121);`);
  expect(output).toContain(`${cases.length} tokens judged`);
  expect(status).toBe(0);
}, 180_000);
