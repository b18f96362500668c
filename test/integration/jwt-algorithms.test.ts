import { describe, expect, it } from 'vitest';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { expectRefusal } from '../support/refusal.ts';
import { useRecordedGateway } from '../support/suite.ts';
import { bearer, claimsOf, identified, issuerOf, unlocked } from '../support/tokens.ts';

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384'] as const;
const signers = algorithms.map((alg) => makeSigner(alg));
const ed = makeSigner('EdDSA');
const file = JSON.stringify({ keys: [...signers, ed].map(({ jwk }) => jwk) });
const read = callTool('read_text_file', { path: '/srv/data/a' });

describe("nginx's own WebCrypto", () => {
  const { gateway, recorder } = useRecordedGateway(identified(`jwt: [${issuerOf()}], ${unlocked}`), { keys: file });

  it.each(signers.map((signer) => [signer.alg, signer] as const))('verifies tokens signed with %s, and none of which one bit was changed', async (_, signer) => {
    const token = signer.token(claimsOf());
    expect((await post(gateway().port, read, { headers: bearer(token) })).status).toBe(200);
    const from = token.lastIndexOf('.') + 1;
    const signature = Buffer.from(token.slice(from), 'base64url');
    signature[7] = (signature[7] ?? 0) ^ 1;
    const changed = token.slice(0, from) + signature.toString('base64url');
    recorder().reset();
    await expectRefusal(gateway(), recorder(), await post(gateway().port, read, { headers: bearer(changed) }), { rule: 'jwt.signature', status: 401, code: -31401, id: 1 });
  });

  // When a newer module verifies it, this fails: docs/jwt.md and two warnings of the compiler say that it does not.
  it('has no Ed25519, so its tokens are refused and nothing breaks', async () => {
    await expectRefusal(gateway(), recorder(), await post(gateway().port, read, { headers: bearer(ed.token(claimsOf())) }), { rule: 'jwt.key', status: 401, code: -31401, id: 1 });
    expect((await post(gateway().port, read, { headers: bearer(signers[0]?.token(claimsOf()) ?? '') })).status).toBe(200);
  });
});
