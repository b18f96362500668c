import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, DpopSession, StreamableHTTPClientTransport, withDpop } from '@modelcontextprotocol/client';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { makeProver } from '../support/dpop.ts';
import { startEverything } from '../support/everything.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { startGateway } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { introspector, startOpaqueServer } from '../support/opaque-server.ts';
import { post, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { expectRefusal } from '../support/refusal.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const resource = 'https://mcp.example.com/mcp';
const read = callTool('read_text_file', { path: '/srv/data/a' });
const unauthorized = { status: 401, code: -31401 } as const;
const signer = makeSigner('ES256');
const now = (): number => Math.floor(Date.now() / 1000);

const policyOf = (issuer: string, url: string, secret: string, more = ''): string => `
version: 1
identity:
  introspection:
    url: ${url}
    issuer: ${issuer}
    client_id: ${introspector.client_id}
    client_secret_file: ${secret}
    claims: { subject: client_id, role: scope }
    roles: { "files:read": reader }
    cache: 1s
  ${more}
  lockout: { failures: 0 }
roles: { reader: {} }
servers:
  files:
    upstream: files
    resource: ${resource}
    tools: { read_text_file: { roles: [reader] }, echo: { roles: [reader] } }
`;

async function keepSecret(secret: string = introspector.client_secret): Promise<string> {
  const file = join(await mkdtemp(join(inject('runFolder'), 'secret-')), 'secret');
  await writeFile(file, `${secret}\n`);
  return file;
}

const server = useRunning(() => startOpaqueServer(resource, 'files:read'));
const recorder = useRunning(startRecorder);
beforeEach(() => { recorder().reset(); });
const upstreams = () => [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }];
const useOpaque = (more = '', secret?: string) => useGateway(async () => startGateway({ policy: policyOf(server().issuer, server().introspection, await keepSecret(secret), more), upstreams: upstreams(), keys: JSON.stringify({ keys: [signer.jwk] }), workers: 2 }));

describe('a token that says nothing', () => {
  const gateway = useOpaque();
  const send = (headers: Headers): Promise<RawAnswer> => post(gateway().port, read, { headers });
  const decisionOn = async (answer: RawAnswer) => gateway().decision(answer.headers.get('x-request-id') ?? '');
  const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });

  it('gives what its server says of it, who is asked once', async () => {
    const token = await server().issue();
    const before = server().asked();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(bearer(token))));
    for (const answer of answers) expect(await decisionOn(answer)).toMatchObject({ decision: 'allow', role: 'reader', subject: 'nightly' });
    expect(server().asked()).toBe(before + 1);
    expect(new Set(recorder().requests.map(({ headers }) => headers.authorization))).toEqual(new Set([undefined]));
  });

  it('counts no longer once it was revoked and the answer is old', async () => {
    const token = await server().issue();
    expect((await send(bearer(token))).status).toBe(200);
    await server().revoke(token);
    await expect.poll(async () => (await decisionOn(await send(bearer(token)))).rule, { timeout: 10_000 }).toBe('token.inactive');
  });

  it.each([
    ['made up', 'x'.repeat(43)], ['of one character', 'x'], ['with what a form encodes', 'a&token=b'],
  ])('is refused when it is %s', async (_, token) => {
    await expectRefusal(gateway(), recorder(), await send(bearer(token)), { rule: 'token.inactive', id: 1, ...unauthorized });
  });

  it('counts for nothing where its server will not even read it', async () => {
    const token = signer.token({ iss: 'https://other.example', aud: resource, sub: 'eve', exp: now() + 60 });
    await expectRefusal(gateway(), recorder(), await send(bearer(token)), { rule: 'token.unavailable', id: 1, ...unauthorized });
  });

  it('of 10 KB is refused unheard', async () => {
    const before = server().asked();
    await expectRefusal(gateway(), recorder(), await send(bearer('x'.repeat(10_000))), { rule: 'jwt.size', id: 1, ...unauthorized });
    expect(server().asked()).toBe(before);
  });

  it('that is bound to a key is refused where proofs are not taken', async () => {
    const token = await server().issue(makeProver());
    for (let time = 0; time < 2; time++) await expectRefusal(gateway(), recorder(), await send(bearer(token)), { rule: 'dpop.missing', id: 1, ...unauthorized });
  });

  it('appears in no log, nor does the secret', async () => {
    const token = await server().issue();
    await decisionOn(await send(bearer(token)));
    await decisionOn(await send(bearer('made-up-token')));
    const said = JSON.stringify(await gateway().decisions()) + gateway().errorLog();
    for (const secret of [token, 'made-up-token', introspector.client_secret, encodeURIComponent(introspector.client_secret)]) expect(said).not.toContain(secret);
  });
});

describe('beside tokens that are verified', () => {
  const gateway = useOpaque('jwt: [{ issuer: "https://login.example.com", keys_file: keys.json }]');
  const send = (token: string): Promise<RawAnswer> => post(gateway().port, read, { headers: { Authorization: `Bearer ${token}` } });
  const tokenOf = (more: object = {}): string => signer.token({ iss: 'https://login.example.com', aud: resource, sub: 'ada', iat: now(), exp: now() + 600, roles: ['reader'], ...more });

  it('each goes its own way', async () => {
    const before = server().asked();
    expect((await send(tokenOf())).status).toBe(200);
    expect(server().asked()).toBe(before);
    expect((await send(await server().issue())).status).toBe(200);
    expect(server().asked()).toBe(before + 1);
  });

  it('nobody is asked about a token that did not verify', async () => {
    const before = server().asked();
    await expectRefusal(gateway(), recorder(), await send(tokenOf({ exp: now() - 600 })), { rule: 'jwt.expired', id: 1, ...unauthorized });
    await expectRefusal(gateway(), recorder(), await send(`${tokenOf().slice(0, -4)}AAAA`), { rule: 'jwt.signature', id: 1, ...unauthorized });
    expect(server().asked()).toBe(before);
  });
});

describe('a gateway with the wrong secret', () => {
  const gateway = useOpaque('', 'wrong');

  it('lets nobody in, and says so in its log', async () => {
    const answer = await post(gateway().port, read, { headers: { Authorization: `Bearer ${await server().issue()}` } });
    await expectRefusal(gateway(), recorder(), answer, { rule: 'token.unavailable', id: 1, ...unauthorized });
    expect(gateway().errorLog()).toContain('gives no answer on a token: status 401');
  });
});

describe.each([['proofs', 'dpop: {}'], ['proofs with nonces', 'dpop: { required: true, nonce: true }']])('with %s', (_, dpop) => {
  const everything = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(async () => startGateway({
    policy: policyOf(server().issuer, server().introspection, await keepSecret(), dpop),
    upstreams: [{ server: 'files', name: 'files', address: everything().address, locations: ['/mcp'] }],
  }));

  it('the official client calls with a token that a real server bound to its key', async () => {
    const session = await DpopSession.create();
    // The server's proof is made by the session too, as in a client's own flow.
    const proof = await session.buildProof({ htm: 'POST', htu: new URL(`${server().issuer}/token`) });
    const reply = await fetch(`${server().issuer}/token`, {
      method: 'POST', headers: { authorization: `Basic ${btoa('nightly:secret')}`, dpop: proof }, body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'files:read', resource }),
    });
    const { access_token: token, token_type: type } = (await reply.json()) as { readonly access_token: string; readonly token_type: string };
    expect(type).toBe('DPoP');

    const statuses: number[] = [];
    const there = fetchWith({ hostname: '127.0.0.1', port: gateway().port });
    const counted: typeof fetch = async (input, init) => {
      // TLS ends before the gateway: it knows its public URL from the policy.
      const answer = await there(String(input instanceof Request ? input.url : input).replace('https:', 'http:'), init);
      statuses.push(answer.status);
      return answer;
    };
    const client = new Client({ name: 'portcullis-test', version: '1.0.0' });
    await client.connect(new StreamableHTTPClientTransport(new URL(resource), { fetch: withDpop(session, () => Promise.resolve(token))(counted) }));
    try {
      expect(await client.callTool({ name: 'echo', arguments: { message: 'proven' } })).toMatchObject({ content: [{ text: expect.stringContaining('proven') as string }] });
      // A nonce is asked for once; from then on each answer brings the next.
      expect(statuses.filter((status) => status === 401)).toHaveLength(dpop.includes('nonce') ? 1 : 0);
    } finally {
      await client.close();
    }
  });
});
