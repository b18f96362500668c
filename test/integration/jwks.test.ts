import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:https';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { issue, makeAuthority } from '../support/certificates.ts';
import { caseAudience, caseIssuer, caseTime, claims } from '../support/jwt-cases.ts';
import { makeSigner } from '../support/jwt.ts';
import { startKeyGateway, type KeyGateway } from '../support/key-gateway.ts';
import { sendKeys, startKeyServer, type KeyBehavior, type KeyServer } from '../support/key-server.ts';
import { usualTimes } from '../../src/core/identity/jwt/jwks-cache.ts';

const first = makeSigner('ES256', 'first');
const second = makeSigner('RS256', 'second');
/** Every fetch is allowed, and keys are old at once. */
const hasty = { ...usualTimes, refresh: 0, pause: 1, retry: 1, timeout: 500 };

let gateway: KeyGateway;
let servers: KeyServer[] = [];

beforeAll(async () => { gateway = await startKeyGateway({ workers: 2 }); });
afterAll(async () => {
  await gateway.stop();
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});

async function serve(behavior: KeyBehavior): Promise<KeyServer> {
  const server = await startKeyServer(behavior);
  servers.push(server);
  return server;
}

/** Asks until no fetch is paused any more: the mark goes after a millisecond. */
async function askedAgain(server: KeyServer, kid?: string): Promise<readonly string[] | null> {
  const before = server.asked();
  const found = await gateway.keys(server.url, hasty, kid);
  return server.asked() > before ? found : askedAgain(server, kid);
}

describe('keys of an issuer', () => {
  it('are fetched once for all callers of all workers, who wait for them', async () => {
    const server = await serve((reply, request) => { setTimeout(() => { sendKeys(first.jwk)(reply, request); }, 200); });
    const found = await Promise.all(Array.from({ length: 40 }, () => gateway.keys(server.url, usualTimes)));
    expect(found.every((keys) => keys?.[0] === 'first')).toBe(true);
    expect(server.asked()).toBe(1);
    expect(await gateway.keys(server.url, usualTimes)).toEqual(['first']);
    expect(server.asked()).toBe(1);
  });

  it('are fetched again for a key nobody knows, but not again and again', async () => {
    const server = await serve(sendKeys(first.jwk));
    const times = { ...usualTimes, pause: 300 };
    expect(await gateway.keys(server.url, times, 'second')).toEqual(['first']);
    server.behave(sendKeys(first.jwk, second.jwk));
    const during = await Promise.all(Array.from({ length: 20 }, () => gateway.keys(server.url, times, 'second')));
    expect(during.every((keys) => keys?.join() === 'first')).toBe(true);
    expect(server.asked()).toBe(1);
    await expect.poll(() => gateway.keys(server.url, times, 'second')).toEqual(['first', 'second']);
    expect(server.asked()).toBe(2);
  });

  it('that are old are renewed by one caller while the others use what there is', async () => {
    const server = await serve(sendKeys(first.jwk));
    await gateway.keys(server.url, hasty);
    let finish: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      server.behave((reply, request) => {
        finish = () => { sendKeys(second.jwk)(reply, request); };
        resolve();
      });
    });
    const renewing = askedAgain(server);
    await arrived;
    const asked = server.asked();
    expect(await Promise.all(Array.from({ length: 10 }, () => gateway.keys(server.url, hasty)))).toEqual(Array.from({ length: 10 }, () => ['first']));
    expect(server.asked()).toBe(asked);
    finish();
    expect(await renewing).toEqual(['first']);
    server.behave(sendKeys(second.jwk));
    await expect.poll(() => gateway.keys(server.url, hasty)).toEqual(['second']);
  });

  it('that change are believed no more once they are fetched', async () => {
    const server = await serve(sendKeys(first.jwk));
    const token = first.token(claims);
    const expects = { issuer: caseIssuer, audiences: [caseAudience], skew: 60 };
    expect(await gateway.proof(server.url, hasty, token, expects, caseTime)).toMatchObject({ subject: 'ada', role: 'operator', scopes: ['files:read', 'files:write'], issuer: caseIssuer });
    server.behave(sendKeys(second.jwk));
    await expect.poll(() => gateway.proof(server.url, hasty, token, expects, caseTime)).toBe('jwt.key');
    expect(await gateway.proof(server.url, usualTimes, second.token(claims), expects, caseTime)).toMatchObject({ subject: 'ada' });
    expect(await gateway.proof(server.url, usualTimes, second.token({ ...claims, aud: 'other' }), expects, caseTime)).toBe('jwt.audience');
  });
});

describe('an issuer that is no help', () => {
  it.each<[string, KeyBehavior, string]>([
    ['answers a page', (reply) => { reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>'); }, 'media-type'],
    ['answers a page as JSON', (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end('<html>'); }, 'json'],
    ['does not say what it answers', (reply) => { reply.writeHead(200).end(JSON.stringify({ keys: [first.jwk] })); }, 'media-type'],
    ['redirects', (reply) => { reply.writeHead(302, { location: '/other', 'content-type': 'application/json' }).end('{}'); }, 'status'],
    ['fails', (reply) => { reply.writeHead(503).end(); }, 'status'],
    ['hangs up', (reply) => { reply.destroy(); }, 'connection'],
    ['hangs up within', (reply) => { reply.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{', () => { reply.destroy(); }); }, 'connection'],
    ['never answers', () => undefined, 'timeout'],
    ['answers byte by byte', (reply) => {
      reply.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => { reply.write(' '); }, 20);
      const end = setTimeout(() => { reply.end(); }, 3000);
      reply.on('close', () => {
        clearInterval(drip);
        clearTimeout(end);
      });
    }, 'timeout'],
    ['answers too much', (reply) => { reply.writeHead(200, { 'content-type': 'application/json', 'content-length': 200_000 }).end(Buffer.alloc(200_000, ' ')); }, 'size'],
    ['answers too much, piece by piece', (reply) => {
      reply.writeHead(200, { 'content-type': 'application/json' });
      for (let at = 0; at < 50; at++) reply.write(Buffer.alloc(10_000, ' '));
      reply.end();
    }, 'size'],
    ['answers no keys', sendKeys(), 'empty'],
  ])('gives no keys, and takes none away: it %s', async (_, behavior, fault) => {
    const server = await serve(behavior);
    expect(await gateway.keys(server.url, hasty)).toBeNull();
    expect(gateway.said()).toContain(`keys of ${server.url} cannot be had: ${fault}`);

    server.behave(sendKeys(first.jwk));
    await expect.poll(() => gateway.keys(server.url, hasty)).toEqual(['first']);
    server.behave(behavior);
    expect(await askedAgain(server)).toEqual(['first']);
    expect(await askedAgain(server, 'unknown')).toEqual(['first']);
  });

  it('is believed for what it last said, until that is too old', async () => {
    const server = await serve(sendKeys(first.jwk));
    const times = { ...hasty, keep: 400, timeout: 100 };
    expect(await gateway.keys(server.url, times)).toEqual(['first']);
    server.behave((reply) => { reply.destroy(); });
    expect(await gateway.keys(server.url, times)).toEqual(['first']);
    await expect.poll(() => gateway.keys(server.url, times)).toBeNull();
  });

  it('is not asked again while it recovers', async () => {
    const server = await serve((reply) => { reply.writeHead(503).end(); });
    const times = { ...usualTimes, retry: 60_000 };
    for (let at = 0; at < 10; at++) expect(await gateway.keys(server.url, times)).toBeNull();
    expect(server.asked()).toBe(1);
  });
});

it('a request goes on to the server once the keys are there', async () => {
  const server = await serve((reply, request) => { setTimeout(() => { sendKeys(first.jwk)(reply, request); }, 50); });
  expect(await Promise.all([gateway.pass(server.url, hasty), gateway.pass(server.url, usualTimes)])).toEqual(['passed', 'passed']);
});

describe('a token that was verified', () => {
  const expects = { issuer: caseIssuer, audiences: [caseAudience], skew: 60 };

  it('is believed without its keys, by the same rules, until it expires', async () => {
    const server = await serve(sendKeys(first.jwk));
    const question = { url: server.url, times: hasty, token: first.token(claims), expects, time: caseTime, stamp: 'one', remember: 60_000 };
    expect(await gateway.remembered(question)).toMatchObject({ subject: 'ada', role: 'operator' });
    server.behave(sendKeys(second.jwk));
    await expect.poll(() => gateway.keys(server.url, hasty)).toEqual(['second']);
    expect(await gateway.remembered(question)).toMatchObject({ subject: 'ada', role: 'operator' });
    expect(await gateway.remembered({ ...question, stamp: 'two' })).toBe('jwt.key');
    expect(await gateway.remembered({ ...question, time: claims.exp })).toBe('jwt.key');
    expect(await gateway.remembered({ ...question, token: `${question.token.slice(0, -2)}AA` })).toBe('jwt.key');
  });

  it('is forgotten after the time that is allowed, and at once where none is', async () => {
    const server = await serve(sendKeys(first.jwk));
    const question = { url: server.url, times: hasty, token: first.token({ ...claims, jti: 'brief' }), expects, time: caseTime, stamp: 'one', remember: 300 };
    expect(await gateway.remembered(question)).toMatchObject({ subject: 'ada' });
    expect(await gateway.remembered({ ...question, token: first.token({ ...claims, jti: 'never' }), remember: 0 })).toMatchObject({ subject: 'ada' });
    server.behave(sendKeys(second.jwk));
    await expect.poll(() => gateway.remembered(question)).toBe('jwt.key');
  });

  it('makes room for others, and more of them than there is room for are believed', async () => {
    const server = await serve(sendKeys(first.jwk));
    const times = { ...usualTimes };
    const tokens = Array.from({ length: 400 }, (_, at) => first.token({ ...claims, jti: String(at), scope: 'x '.repeat(100) }));
    for (const token of tokens) expect(await gateway.remembered({ url: server.url, times, token, expects, time: caseTime, stamp: 'many', remember: 60_000 })).toMatchObject({ subject: 'ada' });
    expect(gateway.said()).not.toMatch(/\[(?:error|crit|alert)\]/);
  });

  it('was not, and is refused by its length at once', async () => {
    expect(await gateway.remembered({ url: 'http://127.0.0.1:9/', times: hasty, token: 'A'.repeat(100_000), expects, time: caseTime, stamp: 'one', remember: 1 })).toBe('jwt.size');
  });
});

it('keys are renewed beside requests, which then never wait', async () => {
  const server = await serve(sendKeys(first.jwk));
  const times = { ...usualTimes, refresh: 200, pause: 1, timeout: 50 };
  const refreshing = await startKeyGateway({ refreshes: { url: server.url, times } });
  try {
    await expect.poll(() => server.asked()).toBeGreaterThan(3);
    server.behave(sendKeys(second.jwk));
    await expect.poll(() => refreshing.keys(server.url, { ...times, refresh: 60_000, pause: 60_000 })).toEqual(['second']);
    // An issuer that hangs neither stops it nor takes the keys away.
    server.behave(() => undefined);
    await expect.poll(() => refreshing.said()).toContain('cannot be had: timeout');
    server.behave(sendKeys(first.jwk));
    await expect.poll(() => refreshing.keys(server.url, { ...times, refresh: 60_000, pause: 60_000 })).toEqual(['first']);
  } finally {
    await refreshing.stop();
  }
});

it('a client that hangs up while keys are fetched keeps nobody else from them', async () => {
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => { arrive = resolve; });
  const server = await serve(() => { arrive(); });
  const hangup = new AbortController();
  const abandoned = gateway.abandon(server.url, hasty, hangup.signal);
  await arrived;
  hangup.abort();
  await abandoned;
  server.behave(sendKeys(first.jwk));
  await expect.poll(() => gateway.keys(server.url, hasty), { timeout: 5000 }).toEqual(['first']);
});

describe('an issuer behind TLS', () => {
  it.each([
    ['is believed with a certificate of the trusted authority', 'own', 'DNS:127.0.0.1', ['first']],
    ['is not with one of another', 'other', 'DNS:127.0.0.1', null],
    ['nor with one for another name', 'own', 'DNS:attacker.example', null],
    ['nor with any where no authority is trusted', 'nobody', 'DNS:127.0.0.1', null],
  ] as const)('%s', async (_, by, name, expected) => {
    const folder = await mkdtemp(join(inject('runFolder'), 'tls-'));
    const own = await makeAuthority(folder, 'own');
    const pem = await issue(by === 'other' ? await makeAuthority(folder, 'other') : own, { cert: join(folder, 'cert.pem'), key: join(folder, 'cert.key') }, '/CN=keys', name);
    const server = createServer(pem, (request, reply) => { sendKeys(first.jwk)(reply, request); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const trusting = await startKeyGateway({ extraHttp: by === 'nobody' ? '' : `js_fetch_trusted_certificate ${own.cert};` });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      // Several times: the worker that a bad certificate crashes (fetch-keys.ts) does not always do so.
      for (let at = 0; at < 12; at++) expect(await trusting.keys(`https://127.0.0.1:${port}/keys`, hasty)).toEqual(expected);
    } finally {
      await trusting.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    }
  });
});
