import { describe, expect, it } from 'vitest';
import { nonceAt, nonceTime } from '../../../../src/core/identity/dpop/nonce.ts';
import { judgeProof, type DpopPorts } from '../../../../src/host/dpop/judge-proof.ts';
import { checkProofs } from '../../../engine/dpop-checks.ts';
import { makeProver, sha256 } from '../../../support/dpop.ts';
import { dpopCases, dpopTarget, dpopTime, dpopToken } from '../../../support/dpop-cases.ts';

const setting = { token: dpopToken, target: dpopTarget, time: dpopTime };
const request = { method: 'POST', url: dpopTarget, token: dpopToken, time: dpopTime };
const prover = makeProver();
const { jkt } = prover;
const question = (header: string) => ({ header, token: dpopToken, jkt, method: 'POST', targets: [dpopTarget] });
const sign = (text: string): string => sha256(`secret ${text}`);

it('believes the proofs it should and names what is wrong with the others', async () => {
  expect(await checkProofs(dpopCases(), setting)).toEqual([]);
});

it('takes no algorithm that the policy does not name', async () => {
  const ports: DpopPorts = { spend: () => undefined, sign };
  expect(await judgeProof(question(prover.prove(request)), { algorithms: ['ES384'], window: 60 }, dpopTime, ports)).toBe('dpop.key');
});

describe('a proof that holds', () => {
  it('is spent until it no longer counts, by its key and id', async () => {
    const spent: unknown[] = [];
    const ports: DpopPorts = { spend: (...noted) => { spent.push(noted); return undefined; }, sign };
    await judgeProof(question(prover.prove(request, { jti: 'one', iat: dpopTime - 10 })), { algorithms: ['ES256'], window: 60 }, dpopTime, ports);
    expect(spent).toEqual([[sha256(`${jkt} one`), 50_000]]);
  });

  it.each(['dpop.replay', 'dpop.full'] as const)('is refused as %s when that is what became of it', async (rule) => {
    expect(await judgeProof(question(prover.prove(request)), { algorithms: ['ES256'], window: 60 }, dpopTime, { spend: () => rule, sign })).toBe(rule);
  });
});

describe('a nonce', () => {
  const settings = { algorithms: ['ES256' as const], window: 60, nonce: true };
  const judge = (claims: object): Promise<unknown> => judgeProof(question(prover.prove(request, claims)), settings, dpopTime, { spend: () => undefined, sign });

  it('counts for as long as it is given out, and once more', async () => {
    for (const age of [0, nonceTime]) expect(await judge({ nonce: nonceAt(dpopTime - age, sign) })).toBeUndefined();
  });

  it.each([
    ['none', {}],
    ['an empty one', { nonce: '' }],
    ['one of somebody else', { nonce: nonceAt(dpopTime, (text) => sha256(`other ${text}`)) }],
    ['one of old', { nonce: nonceAt(dpopTime - 2 * nonceTime, sign) }],
    ['one of the future', { nonce: nonceAt(dpopTime + nonceTime, sign) }],
  ])('is asked for where there is %s', async (_, claims) => {
    expect(await judge(claims)).toBe('dpop.nonce');
  });
});
