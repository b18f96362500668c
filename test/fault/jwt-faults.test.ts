import { expect, it } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import { startGateway, type GatewayOptions } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { useRunning } from '../support/suite.ts';
import { bearer, claimsOf, identified, issuerOf, unlocked } from '../support/tokens.ts';

const signer = makeSigner('ES256', 'first');
const keys = JSON.stringify({ keys: [signer.jwk] });
const read = callTool('read_text_file', { path: '/srv/data/a' });
const recorder = useRunning(startRecorder);

/** What a call with a good token is answered and logged with by a gateway in which something is broken. */
async function ask(options: Partial<GatewayOptions>): Promise<object> {
  recorder().reset();
  const gateway = await startGateway({ policy: identified(`jwt: [${issuerOf()}], ${unlocked}`), keys, upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }], ...options });
  try {
    const answer = await post(gateway.port, read, { headers: bearer(signer.token(claimsOf())) });
    const { rule } = await gateway.decision(answer.headers.get('x-request-id') ?? '');
    return { status: answer.status, rule, reached: recorder().requests.length, crashed: gateway.errorLog().includes('exited on signal') };
  } finally {
    await gateway.stop();
  }
}

it('an issuer that is down from the start lets nobody in', async () => {
  const url = `http://127.0.0.1:${await findFreePort()}/keys`;
  expect(await ask({ policy: identified(`jwt: [${issuerOf(`jwks: "${url}"`)}], ${unlocked}`) })).toEqual({ status: 401, rule: 'jwt.keys', reached: 0, crashed: false });
});

it('an issuer whose name nobody knows lets nobody in', async () => {
  const policy = identified(`jwt: [${issuerOf('jwks: "https://issuer.invalid/keys"')}], ${unlocked}`);
  expect(await ask({ policy })).toEqual({ status: 401, rule: 'jwt.keys', reached: 0, crashed: false });
});

const broken = { status: 500, rule: 'gateway.fault', reached: 0, crashed: false };

it('a policy without the zone of proofs lets nobody in', async () => {
  expect(await ask({ editPolicyConf: (conf) => conf.replace(/js_shared_dict_zone zone=portcullis_proofs[^;]*;/, '') })).toEqual(broken);
});

it('a policy without the zone of keys lets nobody in', async () => {
  const url = `http://127.0.0.1:${await findFreePort()}/keys`;
  expect(await ask({ policy: identified(`jwt: [${issuerOf(`jwks: "${url}"`)}], ${unlocked}`), editPolicyConf: (conf) => conf.replace(/js_shared_dict_zone zone=portcullis_keys[^;]*;/, '') })).toEqual(broken);
});

it('a policy without the entry of the issuer lets nobody in', async () => {
  expect(await ask({ editPolicyConf: (conf) => conf.replace(/'i::[^\n]*\n/, '\n') })).toEqual({ status: 401, rule: 'jwt.issuer', reached: 0, crashed: false });
});

it.each([
  ['is not there', ''],
  ['answers nothing', 'location = /portcullis_token { internal; return 204; }'],
  ['answers with no JSON', "location = /portcullis_token { internal; return 200 '<html>'; }"],
  ['answers with an error', 'location = /portcullis_token { internal; return 500; }'],
])('a verifying location that %s lets nobody in', async (_, location) => {
  expect(await ask({ editIdentityConf: () => `set $portcullis_inner 1; ${location}` })).toEqual(broken);
});
