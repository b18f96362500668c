import { expect, it } from 'vitest';
import { checkCases, checkFlips } from '../../../engine/jwt-checks.ts';
import { caseAudience, caseIssuer, caseTime, tokenCases, validCase } from '../../../support/jwt-cases.ts';

const setting = { issuer: caseIssuer, audience: caseAudience, time: caseTime };

it('believes the tokens it should and names what is wrong with the others', async () => {
  expect(await checkCases(tokenCases(), setting)).toEqual([]);
});

it.each(['ES256', 'RS256', 'PS256', 'EdDSA'] as const)('believes no %s token of which one bit was changed', async (alg) => {
  expect(await checkFlips(validCase(alg), setting)).toEqual([]);
}, 60_000);
