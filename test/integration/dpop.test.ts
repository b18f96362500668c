import { beforeEach, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rules.ts';
import { makeProver, sha256, type Prover } from '../support/dpop.ts';
import { startGateway } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { post, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { expectRefusal } from '../support/refusal.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const signer = makeSigner('ES256');
const issuer = 'https://login.example.com';
const resource = 'https://mcp.example.com/files/mcp';
const policyWith = (dpop: string): string => `
version: 1
identity:
  jwt: [{ issuer: "${issuer}", keys_file: keys.json }]
  ${dpop}
  lockout: { failures: 0 }
roles: { reader: {} }
servers:
  files:
    upstream: files
    resource: ${resource}
    sse: {}
    tools: { read_text_file: { roles: [reader] } }
`;
const read = callTool('read_text_file', { path: '/srv/data/a' });
const metadata = 'https://mcp.example.com/.well-known/oauth-protected-resource/files/mcp';
const ada = makeProver();
const eve = makeProver();
const unauthorized = { status: 401, code: -31401 } as const;
const now = (): number => Math.floor(Date.now() / 1000);

function tokenOf(more: object = {}): string {
  return signer.token({ iss: issuer, aud: resource, sub: 'ada', iat: now(), exp: now() + 600, roles: ['reader'], ...more });
}

const bound = (prover = ada): string => tokenOf({ cnf: { jkt: prover.jkt } });
const proves = (token: string, claims: object = {}, header: object = {}, prover: Prover = ada, method = 'POST'): Headers => ({
  Authorization: `DPoP ${token}`, DPoP: prover.prove({ method, url: resource, token, time: now() }, claims, header),
});

function useFiles(dpop: string) {
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startGateway({
    policy: policyWith(dpop), workers: 2, keys: JSON.stringify({ keys: [signer.jwk] }),
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp', '/sse', '/messages'] }],
  }));
  beforeEach(() => { recorder().reset(); });
  const send = (headers: Headers, body = read, path = '/mcp'): Promise<RawAnswer> => post(gateway().port, body, { headers, path });
  const decisionOn = async (answer: RawAnswer) => gateway().decision(answer.headers.get('x-request-id') ?? '');
  const expectRule = async (headers: Headers, rule: Rule): Promise<RawAnswer> => {
    recorder().reset();
    const answer = await send(headers);
    await expectRefusal(gateway(), recorder(), answer, { rule, id: 1, ...unauthorized });
    return answer;
  };
  return { recorder, gateway, send, decisionOn, expectRule };
}

describe('a token that is bound to a key', () => {
  const { recorder, gateway, send, decisionOn, expectRule } = useFiles('dpop: {}');

  it('gives its role to who proves the key, with a new proof each time', async () => {
    const token = bound();
    for (let time = 0; time < 3; time++) {
      const answer = await send(proves(token));
      expect(answer.status).toBe(200);
      expect(await decisionOn(answer)).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ada' });
    }
    expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers.authorization, headers['dpop']])).toEqual(Array(3).fill(['reader', undefined, undefined]));
  });

  it.each(['RS256', 'PS384', 'ES384'] as const)('may be bound to a key for %s', async (alg) => {
    const prover = makeProver(alg);
    expect(await decisionOn(await send(proves(bound(prover), {}, {}, prover)))).toMatchObject({ decision: 'allow', rule: '' });
  });

  it('is told by whatever spelling of scheme and URL', async () => {
    const token = bound();
    expect((await send({ ...proves(token, { htu: 'HTTPS://MCP.example.com:443/%66iles/mcp?x=1' }), Authorization: `dPoP   ${token}` })).status).toBe(200);
  });

  it('is taken for streams and their end, and at the endpoints of the older transport', async () => {
    const head = { Accept: 'text/event-stream', 'Content-Type': undefined, 'Content-Length': undefined };
    const at = (url: string, method: string): Headers => {
      const token = bound();
      return { Authorization: `DPoP ${token}`, DPoP: ada.prove({ method, url, token, time: now() }), ...(method === 'POST' ? {} : head) };
    };
    recorder().answer((_, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).end(); });
    for (const [path, method] of [['/mcp', 'GET'], ['/mcp', 'DELETE'], ['/sse', 'GET']] as const) {
      const answer = await post(gateway().port, '', { method, path, headers: at(`https://mcp.example.com/files${path}`, method) });
      expect(await decisionOn(answer)).toMatchObject({ decision: 'allow', subject: 'ada' });
    }
  });

  const [token, anybodys] = [bound(), tokenOf()];
  it.each<[string, () => Headers, Rule]>([
    ['by who has only the token', () => ({ Authorization: `Bearer ${token}` }), 'dpop.missing'],
    ['by who has only the token and calls it DPoP', () => ({ Authorization: `DPoP ${token}` }), 'dpop.form'],
    ['as Bearer, with a proof', () => ({ ...proves(token), Authorization: `Bearer ${token}` }), 'dpop.missing'],
    ['with the token for a proof', () => ({ Authorization: `DPoP ${token}`, DPoP: token }), 'dpop.form'],
    ['with two proofs', () => ({ Authorization: `DPoP ${token}`, DPoP: [String(proves(token)['DPoP']), String(proves(token)['DPoP'])] }), 'dpop.form'],
    ['with the same proof twice', () => { const { DPoP: proof = '' } = proves(token); return { Authorization: `DPoP ${token}`, DPoP: [String(proof), String(proof)] }; }, 'dpop.form'],
    ['with a proof of 20 KB', () => proves(token, { more: 'x'.repeat(15_000) }), 'dpop.form'],
    ['with the key of somebody else', () => proves(token, {}, {}, eve), 'dpop.binding'],
    ['with its key and the signature of somebody else', () => proves(token, {}, { jwk: ada.jwk }, eve), 'dpop.signature'],
    ['with a proof for another method', () => proves(token, { htm: 'GET' }), 'dpop.request'],
    ['with a proof for another server', () => proves(token, { htu: 'https://mcp.example.com/other/mcp' }), 'dpop.request'],
    ['with a proof for the address behind the terminator', () => proves(token, { htu: `http://localhost:${gateway().port}/mcp` }), 'dpop.request'],
    ['with an old proof', () => proves(token, { iat: now() - 70 }), 'dpop.time'],
    ['with a proof of the future', () => proves(token, { iat: now() + 70 }), 'dpop.time'],
    ['with a proof for another token', () => proves(token, { ath: sha256(bound()) }), 'dpop.token'],
    ['with a proof for no token', () => proves(token, { ath: undefined }), 'dpop.claims'],
    ['with a private key in the proof', () => proves(token, {}, { jwk: ada.signer.privateKey.export({ format: 'jwk' }) }), 'dpop.key'],
    ['with a proof that has no algorithm', () => proves(token, {}, { alg: 'none' }), 'dpop.form'],
    ['when it has expired', () => proves(tokenOf({ cnf: { jkt: ada.jkt }, exp: now() - 61 })), 'jwt.expired'],
    ['when it is bound to nothing', () => proves(anybodys), 'dpop.binding'],
    ['when it is bound to what nobody can check', () => proves(tokenOf({ cnf: { jwk: ada.jwk } })), 'jwt.claims'],
    ['when it is bound to a certificate', () => ({ Authorization: `Bearer ${tokenOf({ cnf: { 'x5t#S256': ada.jkt } })}` }), 'jwt.certificate'],
    ['when it is bound to a certificate beside the key', () => proves(tokenOf({ cnf: { jkt: ada.jkt, 'x5t#S256': ada.jkt } })), 'jwt.certificate'],
  ])('is refused %s', async (_, headers, rule) => {
    await expectRule(headers(), rule);
    // Also when the token is remembered.
    await expectRule(headers(), rule);
  });

  it('is refused with a proof that was used, by whichever worker and however often', async () => {
    const headers = proves(token);
    expect((await send(headers)).status).toBe(200);
    for (let time = 0; time < 4; time++) await expectRule(headers, 'dpop.replay');
    const again = proves(token, { jti: 'one' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(again)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('a proof is nobody else\'s: the same id by another key counts', async () => {
    expect((await send(proves(bound(), { jti: 'shared' }))).status).toBe(200);
    expect((await send(proves(bound(eve), { jti: 'shared' }, {}, eve))).status).toBe(200);
  });

  it('a refused proof is not spent', async () => {
    await expectRule(proves(token, { jti: 'kept', htm: 'GET' }), 'dpop.request');
    expect((await send(proves(token, { jti: 'kept' }))).status).toBe(200);
  });

  it('is asked for beside the usual one, alike whatever was wrong', async () => {
    const challenges = await Promise.all([{}, { Authorization: `Bearer ${token}` }, proves(token, {}, {}, eve), { Authorization: 'Bearer x' }].map(async (headers) => (await send(headers)).headers.get('www-authenticate')));
    const rest = `resource_metadata="${metadata}", DPoP algs="ES256 ES384 PS256 PS384 PS512 RS256 RS384 RS512"`;
    expect(challenges).toEqual([`Bearer ${rest}`, ...Array<string>(3).fill(`Bearer realm="mcp", error="invalid_token", ${rest}`)]);
  });

  it('a token that is anybody\'s is taken as ever', async () => {
    expect((await send({ Authorization: `Bearer ${tokenOf()}` })).status).toBe(200);
    expect((await send({ ...proves(tokenOf()), Authorization: `Bearer ${tokenOf()}` })).status).toBe(200);
  });

  it('appears in no log, nor does its proof', async () => {
    const used = bound();
    const headers = proves(used);
    for (const one of [headers, headers, { Authorization: `Bearer ${used}` }]) await decisionOn(await send(one));
    const said = JSON.stringify(await gateway().decisions()) + gateway().errorLog();
    for (const secret of [used, String(headers['DPoP'])]) expect(said).not.toContain(secret.slice(-20));
  });
});

describe('where tokens must be bound', () => {
  const { send, expectRule } = useFiles('dpop: { required: true, algorithms: [ES256] }');

  it('only those that are, and proven, count', async () => {
    const anybodys = tokenOf();
    for (let time = 0; time < 2; time++) await expectRule({ Authorization: `Bearer ${anybodys}` }, 'dpop.missing');
    expect((await send(proves(bound()))).status).toBe(200);
    const other = makeProver('ES384');
    await expectRule(proves(bound(other), {}, {}, other), 'dpop.key');
  });
});

describe('with nonces', () => {
  const { send, expectRule, decisionOn } = useFiles('dpop: { nonce: true }');

  it('who has none is given one, and the next with what is answered', async () => {
    const token = bound();
    const answer = await expectRule(proves(token), 'dpop.nonce');
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP error="use_dpop_nonce", .*algs="ES256 /);
    const nonce = answer.headers.get('dpop-nonce') ?? '';
    expect(nonce).toMatch(/^[\w-]{43}$/);
    for (let time = 0; time < 4; time++) {
      const allowed = await send(proves(token, { nonce }));
      expect(allowed.status).toBe(200);
      expect(allowed.headers.get('dpop-nonce')).toBe(nonce);
    }
  });

  it('one of somebody else is none', async () => {
    await expectRule(proves(bound(), { nonce: 'x'.repeat(43) }), 'dpop.nonce');
  });

  it('nobody is given one who has no token', async () => {
    for (const headers of [{}, { Authorization: `Bearer ${tokenOf()}` }, proves('x'), { ...proves('x'), Authorization: 'DPoP x' }]) {
      const answer = await send(headers);
      expect(answer.headers.get('dpop-nonce')).toBeUndefined();
      await decisionOn(answer);
    }
  });
});

describe('without proofs in the policy', () => {
  const { send, expectRule } = useFiles('');

  it('a token that is bound is refused, however it is shown', async () => {
    const token = bound();
    await expectRule(proves(token), 'auth.scheme');
    for (let time = 0; time < 2; time++) await expectRule({ ...proves(token), Authorization: `Bearer ${token}` }, 'dpop.missing');
    const answer = await send({ Authorization: `Bearer ${tokenOf()}`, DPoP: 'x' });
    expect(answer.status).toBe(200);
  });
});
