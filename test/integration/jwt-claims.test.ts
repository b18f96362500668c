import { describe, expect, it } from 'vitest';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { expectRefusal } from '../support/refusal.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { useRecordedGateway } from '../support/suite.ts';
import { bearer, claimsOf, issuerOf, unlocked } from '../support/tokens.ts';

const signer = makeSigner('ES256');
const policy = `
version: 1
identity: { jwt: [${issuerOf()}], ${unlocked} }
roles: { reader: {} }
servers:
  files:
    upstream: files
    tools:
      records: { roles: [reader], arguments: { tenant_id: { equals: claim.org.tenant }, id: {} } }
      account: { roles: [reader], arguments: { number: { equals: claim.account } } }
`;
const tokenOf = (claims: object): string => signer.token(claimsOf(claims));
const ofAcme = tokenOf({ org: { tenant: 'acme' }, account: 17 });

describe('a claim of a token that an argument must equal', () => {
  const { gateway, recorder } = useRecordedGateway(policy, { keys: JSON.stringify({ keys: [signer.jwk] }) });
  const send = (args: object, token: string, spread = false): Promise<RawAnswer> => post(gateway().port, spread ? JSON.stringify(JSON.parse(callTool('records', args)), null, 2) : callTool('records', args), { headers: bearer(token) });

  it.each([['ordinary', false], ['any other', true]])('lets each read the records of their own tenant, by an %s call', async (_, spread) => {
    const ofOther = tokenOf({ org: { tenant: 'other' } });
    for (let time = 0; time < 2; time++) {
      expect((await send({ tenant_id: 'acme', id: 'x' }, ofAcme, spread)).status).toBe(200);
      expect((await send({ tenant_id: 'other' }, ofOther, spread)).status).toBe(200);
      recorder().reset();
      for (const [args, token] of [[{ tenant_id: 'other' }, ofAcme], [{ tenant_id: 'acme' }, ofOther], [{ tenant_id: 'Acme' }, ofAcme], [{ tenant_id: ['acme'] }, ofAcme], [{ id: 'x' }, ofAcme]] as const) {
        await expectRefusal(gateway(), recorder(), await send(args, token, spread), { rule: 'context.claim', status: 200, code: -31403, id: 1 });
      }
    }
  });

  it('is not met by a token that does not claim it, or claims something else there', async () => {
    for (const claims of [{}, { org: {} }, { org: 'acme' }, { org: { tenant: '' } }, { 'org.tenant': 'acme' }]) {
      recorder().reset();
      await expectRefusal(gateway(), recorder(), await send({ tenant_id: 'acme' }, tokenOf(claims)), { rule: 'context.claim', status: 200, code: -31403, id: 1 });
    }
  });

  it('may be a whole number, which the argument says as text', async () => {
    const ask = (number: unknown): Promise<RawAnswer> => post(gateway().port, callTool('account', { number }), { headers: bearer(ofAcme) });
    expect((await ask('17')).status).toBe(200);
    recorder().reset();
    for (const number of ['18', '017', '17.0', 17]) await expectRefusal(gateway(), recorder(), await ask(number), { rule: 'context.claim', status: 200, code: -31403, id: 1 });
  });
});
