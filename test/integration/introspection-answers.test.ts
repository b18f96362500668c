import { createServer } from 'node:https';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { issue, makeAuthority } from '../support/certificates.ts';
import { startHandlers, type HandlerGateway } from '../support/handler-gateway.ts';
import { startKeyServer, type KeyBehavior, type KeyServer } from '../support/key-server.ts';

const source = `
import { introspect } from './src/host/introspection/shared-answers.ts';
import { proofKey, recallProof } from './src/host/jwt/remembered-tokens.ts';

async function answer(r) {
  const { token, from } = JSON.parse(r.requestText);
  r.return(200, JSON.stringify(await introspect(token, from.stamp, from)));
}

async function recall(r) {
  const { token, from } = JSON.parse(r.requestText);
  r.return(200, JSON.stringify(recallProof(proofKey(token, from.stamp), Date.now() / 1000) ?? null));
}

export default { answer, recall };
`;
const locations = `
    location /answer { js_fetch_timeout 3s; js_content handlers.answer; }
    location /recall { js_content handlers.recall; }`;
const zones = `
  js_shared_dict_zone zone=portcullis_proofs:64k timeout=1h evict;
  js_shared_dict_zone zone=portcullis_asked:64k timeout=1h;`;

let gateway: HandlerGateway;
let servers: KeyServer[] = [];
let secretFile = '';

beforeAll(async () => {
  const folder = await mkdtemp(join(inject('runFolder'), 'secret-'));
  secretFile = join(folder, 'secret');
  await writeFile(secretFile, 'file secret\n');
  gateway = await startHandlers({ source, main: 'env INTROSPECTION_SECRET=environment;', http: zones, server: locations, workers: 2 });
});
afterAll(() => gateway.stop());
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});

async function serve(behavior: KeyBehavior): Promise<KeyServer> {
  const server = await startKeyServer(behavior);
  servers.push(server);
  return server;
}

const claims = { active: true, aud: 'https://mcp.example/mcp', sub: 'ada', scope: 'files:read', roles: ['staff'] };
const sends = (value: unknown): KeyBehavior => (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value)); };
let stamp = 0;

/** How a server is asked, by terms that nobody had before. */
function termsOf(url: string, changes: object = {}): object {
  return {
    url, client: 'gateway', secret: { file: secretFile }, timeout: 500, cache: 60, stamp: String(stamp++),
    expects: { issuer: 'https://issuer.example', audiences: ['https://mcp.example/mcp'], skew: 60 },
    mapping: { subject: ['sub'], scopes: [['scope']], role: { claim: ['roles'], values: [['staff', 'operator']] } },
    ...changes,
  };
}

const answer = (token: string, from: object): Promise<unknown> => gateway.ask('/answer', { token, from });

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}

describe('a token', () => {
  it('is asked about once, by all workers, and counts from then on', async () => {
    const server = await serve((reply, request) => { setTimeout(() => { sends(claims)(reply, request); }, 100); });
    const from = termsOf(server.url);
    const found = await Promise.all(Array.from({ length: 40 }, () => answer('opaque', from)));
    for (const one of found) expect(one).toMatchObject({ subject: 'ada', role: 'operator', scopes: ['files:read'], issuer: 'https://issuer.example' });
    expect(await gateway.ask('/recall', { token: 'opaque', from })).toMatchObject({ subject: 'ada' });
    expect(await gateway.ask('/recall', { token: 'other', from })).toBeNull();
    expect(server.asked()).toBe(1);
  });

  it.each([
    ['a file', () => ({ file: secretFile }), 'gateway:file%20secret'],
    ['the environment', () => ({ env: 'INTROSPECTION_SECRET' }), 'gateway:environment'],
  ])('is asked about with the client\'s secret from %s', async (_, secret, credentials) => {
    const seen: unknown[] = [];
    const server = await serve((reply, request) => {
      void bodyOf(request).then((body) => {
        seen.push([request.method, request.headers.authorization, request.headers['content-type'], body]);
        sends(claims)(reply, request);
      });
    });
    expect(await answer('a+b/c~=&token=x', termsOf(server.url, { secret: secret() }))).toMatchObject({ subject: 'ada' });
    expect(seen).toEqual([['POST', `Basic ${btoa(credentials)}`, 'application/x-www-form-urlencoded', 'token=a%2Bb%2Fc%7E%3D%26token%3Dx&token_type_hint=access_token']]);
  });

  it('counts no longer than is allowed, nor than it lasts', async () => {
    const server = await serve(sends(claims));
    const brief = termsOf(server.url, { cache: 1 });
    await answer('opaque', brief);
    await expect.poll(async () => { await answer('opaque', brief); return server.asked(); }, { timeout: 5000 }).toBe(2);
    const exp = Math.floor(Date.now() / 1000) + 2;
    server.behave(sends({ ...claims, exp }));
    expect(await answer('brief', termsOf(server.url))).toMatchObject({ expires: exp });
  });

  it('does not count by other terms than it was asked about', async () => {
    const server = await serve(sends(claims));
    expect(await answer('opaque', termsOf(server.url))).toMatchObject({ role: 'operator' });
    server.behave(sends({ active: false }));
    expect(await answer('opaque', termsOf(server.url))).toBe('token.inactive');
  });

  it('that is refused is not asked about again and again', async () => {
    const server = await serve(sends({ active: false }));
    const from = termsOf(server.url);
    for (let at = 0; at < 5; at++) expect(await answer('guess', from)).toBe('token.inactive');
    expect(server.asked()).toBe(1);
  });
});

describe('a server that is no help', () => {
  it.each<[string, KeyBehavior]>([
    ['answers a page', (reply) => { reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>'); }],
    ['answers a page as JSON', (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end('<html>'); }],
    ['redirects', (reply) => { reply.writeHead(302, { location: '/other', 'content-type': 'application/json' }).end(JSON.stringify(claims)); }],
    ['does not know us', (reply) => { reply.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}'); }],
    ['hangs up', (reply) => { reply.destroy(); }],
    ['never answers', () => undefined],
    ['answers too much', (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...claims, more: 'x'.repeat(70_000) })); }],
    ['answers a member twice', (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end('{"active":false,"active":true}'); }],
  ])('vouches for nobody: it %s', async (_, behavior) => {
    const server = await serve(behavior);
    expect(await answer('opaque', termsOf(server.url))).toBe('token.unavailable');
    expect(gateway.said()).toContain(`${server.url} gives no answer on a token`);
  });

  it('is asked again soon, but not at once', async () => {
    const server = await serve((reply) => { reply.destroy(); });
    const from = termsOf(server.url);
    for (let at = 0; at < 5; at++) expect(await answer('opaque', from)).toBe('token.unavailable');
    expect(server.asked()).toBe(1);
    server.behave(sends(claims));
    await expect.poll(() => answer('opaque', from), { timeout: 5000 }).toMatchObject({ subject: 'ada' });
  });

  it('is not asked by who has no secret', async () => {
    const server = await serve(sends(claims));
    for (const secret of [{ file: '/nonexistent/secret' }, { env: 'NOT_SET' }]) expect(await answer('opaque', termsOf(server.url, { secret }))).toBe('token.unavailable');
    expect(server.asked()).toBe(0);
    expect(gateway.said()).toContain('the secret for introspection cannot be read from /nonexistent/secret');
  });

  it('is asked about no more tokens at a time than it can bear', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((reply, request) => { waiting.push(() => { sends(claims)(reply, request); }); });
    const from = termsOf(server.url, { timeout: 5000 });
    const all = Promise.all(Array.from({ length: 50 }, (_, at) => answer(`token ${at}`, from)));
    await expect.poll(() => waiting.length).toBe(32);
    expect(await answer('one more', { ...from, timeout: 100 })).toBe('token.unavailable');
    expect(server.asked()).toBe(32);
    for (let at = 0; at < 50; at++) {
      await expect.poll(() => waiting.length, { timeout: 5000 }).toBeGreaterThan(at);
      waiting[at]?.();
    }
    for (const one of await all) expect(one).toMatchObject({ subject: 'ada' });
  });
});

it('guesses beyond what there is room for are refused unheard, and push out nobody', async () => {
  const server = await serve(sends(claims));
  const from = termsOf(server.url);
  expect(await answer('known', from)).toMatchObject({ subject: 'ada' });
  server.behave(sends({ active: false }));
  const rules = new Set<unknown>();
  for (let at = 0; at < 20; at++) for (const one of await Promise.all(Array.from({ length: 30 }, (_, of) => answer(`guess ${at} ${of}`, from)))) rules.add(one);
  expect([...rules].toSorted()).toEqual(['token.inactive', 'token.unavailable']);
  expect(server.asked()).toBeLessThan(500);
  expect(await answer('known', from)).toMatchObject({ subject: 'ada' });
  // What was refused is forgotten, and there is room again.
  server.behave(sends(claims));
  await expect.poll(() => answer('new', from), { timeout: 30_000 }).toMatchObject({ subject: 'ada' });
}, 60_000);

describe('a server behind TLS', () => {
  it.each([
    ['is believed with a certificate of the trusted authority', 'own', 'DNS:127.0.0.1', { subject: 'ada' }],
    ['is not with one of another', 'other', 'DNS:127.0.0.1', 'token.unavailable'],
    ['nor with one for another name', 'own', 'DNS:attacker.example', 'token.unavailable'],
  ] as const)('%s', async (_, by, name, expected) => {
    const folder = await mkdtemp(join(inject('runFolder'), 'tls-'));
    const own = await makeAuthority(folder, 'own');
    const pem = await issue(by === 'other' ? await makeAuthority(folder, 'other') : own, { cert: join(folder, 'cert.pem'), key: join(folder, 'cert.key') }, '/CN=server', name);
    const seen: unknown[] = [];
    const server = createServer(pem, (request, reply) => { seen.push(request.headers.authorization); sends(claims)(reply, request); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const trusting = await startHandlers({ source, http: `${zones} js_fetch_trusted_certificate ${own.cert};`, server: locations });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      for (let at = 0; at < 6; at++) {
        const found = await trusting.ask('/answer', { token: `token ${at}`, from: termsOf(`https://127.0.0.1:${port}/`) });
        if (typeof expected === 'string') expect(found).toBe(expected);
        else expect(found).toMatchObject(expected);
      }
      // The secret goes to nobody who is not who they should be.
      expect(seen.length > 0).toBe(typeof expected !== 'string');
    } finally {
      await trusting.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    }
  });
});
