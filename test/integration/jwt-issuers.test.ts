import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { sendKeys, startKeyServer, type KeyBehavior } from '../support/key-server.ts';
import { callTool } from '../support/messages.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { bearer, claimsOf, identified, issuerOf, unlocked } from '../support/tokens.ts';

const [first, second] = [makeSigner('ES256', 'first'), makeSigner('RS256', 'second')];
const read = callTool('read_text_file', { path: '/srv/data/a' });
const recorder = useRunning(startRecorder);

/** A gateway that believes the issuer whose key server this is; fetches pause for a millisecond and keys are old at once unless told. */
function useIssuer(behavior: KeyBehavior, { hasty = true, workers = 1, edit = (conf: string) => conf } = {}) {
  const keys = useRunning(() => startKeyServer(behavior));
  const gateway = useGateway(() => startGateway({
    policy: identified(`jwt: [${issuerOf(`jwks: "${keys().url}"`)}], ${unlocked}`),
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    workers,
    editPolicyConf: (conf) => edit(hasty ? conf.replaceAll(/"pause":\d+,"retry":\d+,"timeout":\d+/g, '"pause":1,"retry":1,"timeout":300') : conf),
  }));
  /** What a call with a token of its own, or with this one, is answered and logged with. */
  const call = async (token = first.token(claimsOf({ jti: Math.random() }))): Promise<string> => {
    const answer = await post(gateway().port, read, { headers: bearer(token) });
    const { rule, subject } = await gateway().decision(answer.headers.get('x-request-id') ?? '');
    return `${answer.status} ${rule}${subject}`;
  };
  return { keys, gateway, call };
}

describe('keys that an issuer publishes', () => {
  const { keys, call } = useIssuer(sendKeys(first.jwk), { hasty: false, workers: 2 });

  it('are fetched once, before anybody asks, and serve all workers', async () => {
    await expect.poll(() => keys().asked()).toBe(1);
    expect(await Promise.all(Array.from({ length: 20 }, () => call()))).toEqual(Array.from({ length: 20 }, () => '200 ada'));
    expect(keys().asked()).toBe(1);
  });

  it('are not fetched for whatever key a token names', async () => {
    const tokens = Array.from({ length: 10 }, (_, at) => first.token(claimsOf(), { kid: `made-up-${at}` }));
    for (const token of tokens) expect(await call(token)).toBe('401 jwt.key');
    expect(keys().asked()).toBe(1);
  });
});

describe('keys that an issuer changes', () => {
  const { keys, call } = useIssuer(sendKeys(first.jwk));

  it('are fetched when a token names one that nobody knows; what was proven by an old one lives until it is forgotten', async () => {
    const [before, after] = [first.token(claimsOf()), second.token(claimsOf())];
    expect([await call(before), await call(after)]).toEqual(['200 ada', '401 jwt.key']);
    keys().behave(sendKeys(second.jwk));
    await expect.poll(() => call(after)).toBe('200 ada');
    expect(await call(first.token(claimsOf({ jti: 'not seen before' })))).toBe('401 jwt.key');
    expect(await call(before)).toBe('200 ada');
  });
});

describe.each<[string, KeyBehavior, string]>([
  ['answers a page', (reply) => { reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>'); }, 'media-type'],
  ['answers a page as JSON', (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end('<html>'); }, 'json'],
  ['redirects', (reply) => { reply.writeHead(302, { location: '/other', 'content-type': 'application/json' }).end('{}'); }, 'status'],
  ['fails', (reply) => { reply.writeHead(503).end(); }, 'status'],
  ['hangs up', (reply) => { reply.destroy(); }, 'connection'],
  ['never answers', () => undefined, 'timeout'],
  ['answers too much', (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.alloc(200_000, ' ')); }, 'size'],
  ['answers no keys', sendKeys(), 'empty'],
  ['answers weak keys', sendKeys(makeSigner('RS256', 'first', 1024).jwk), 'empty'],
])('an issuer that %s', (_, behavior, fault) => {
  const { keys, gateway, call } = useIssuer(behavior);

  it('has no tokens believed, and is believed for what it said before', async () => {
    recorder().reset();
    expect(await call()).toBe('401 jwt.keys');
    expect(recorder().requests).toEqual([]);
    expect(gateway().errorLog()).toContain(`keys of ${keys().url} cannot be had: ${fault}`);
    keys().behave(sendKeys(first.jwk));
    await expect.poll(() => call()).toBe('200 ada');
    keys().behave(behavior);
    for (let time = 0; time < 3; time++) expect(await call()).toBe('200 ada');
    expect(await call(second.token(claimsOf()))).toBe('401 jwt.key');
    expect(gateway().errorLog()).not.toContain('exited on signal');
  });
});

describe('an issuer that is slow', () => {
  const { call } = useIssuer((reply, request) => { setTimeout(() => { sendKeys(first.jwk)(reply, request); }, 400); }, { hasty: false });

  it('is waited for, by all who come meanwhile', async () => {
    expect(await Promise.all(Array.from({ length: 10 }, () => call()))).toEqual(Array.from({ length: 10 }, () => '200 ada'));
  });
});

describe('several issuers', () => {
  const other = 'https://other.example';
  const [keysOfFirst, keysOfSecond] = [useRunning(() => startKeyServer(sendKeys(first.jwk))), useRunning(() => startKeyServer(sendKeys(second.jwk)))];
  const gateway = useGateway(() => startGateway({
    policy: identified(`jwt: [${issuerOf(`jwks: "${keysOfFirst().url}"`)}, ${issuerOf(`jwks: "${keysOfSecond().url}", roles: { boss: operator }, claims: { role: "realm.access\\\\.roles", subject: email }, default_role: reader`, other)}], ${unlocked}`),
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
  }));
  const decide = async (token: string) => {
    const answer = await post(gateway().port, read, { headers: bearer(token) });
    return gateway().decision(answer.headers.get('x-request-id') ?? '');
  };

  it('have each their own keys, claims and roles', async () => {
    expect(await decide(first.token(claimsOf()))).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ada' });
    expect(await decide(second.token(claimsOf({ iss: other, email: 'ada@example.com', realm: { 'access.roles': ['boss'] } })))).toMatchObject({ decision: 'allow', role: 'operator', subject: 'ada@example.com' });
    expect(await decide(second.token(claimsOf({ iss: other, email: 'bob@example.com', roles: ['operator'] })))).toMatchObject({ decision: 'allow', role: 'reader', subject: 'bob@example.com' });
  });

  it('cannot speak for each other', async () => {
    expect(await decide(second.token(claimsOf()))).toMatchObject({ rule: 'jwt.key' });
    expect(await decide(second.token(claimsOf(), { kid: 'first' }))).toMatchObject({ rule: 'jwt.alg' });
    expect(await decide(first.token(claimsOf({ iss: other, email: 'x' })))).toMatchObject({ rule: 'jwt.key' });
  });
});

