import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rules.ts';
import { compileSound } from '../support/gateway.ts';
import { encode, makeSigner } from '../support/jwt.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool, request } from '../support/messages.ts';
import { post, readError, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { expectRefusal } from '../support/refusal.ts';
import { openSession } from '../support/sessions.ts';
import { useRecordedGateway } from '../support/suite.ts';
import { audience, bearer, claimsOf, identified, issuer, issuerOf, now, unlocked } from '../support/tokens.ts';

const signer = makeSigner('ES256', 'first');
const rsa = makeSigner('RS256', 'rsa');
const other = makeSigner('ES256', 'first');
const file = JSON.stringify({ keys: [signer.jwk, rsa.jwk] });
const read = callTool('read_text_file', { path: '/srv/data/a' });
const write = callTool('write_file', { path: '/srv/data/out/a', content: 'x' });
/** One that has not the form of an ordinary call. */
const spread = JSON.stringify(JSON.parse(read), null, 2);
const unauthorized = { status: 401, code: -31401, id: 1 } as const;
const good = (more: object = {}): string => signer.token(claimsOf(more));

describe('a token', () => {
  const { gateway, recorder } = useRecordedGateway(identified(`jwt: [${issuerOf()}], ${unlocked}`), { keys: file });
  const send = (body: string, headers: Headers): Promise<RawAnswer> => post(gateway().port, body, { headers });
  const decisionOn = async (answer: RawAnswer) => gateway().decision(answer.headers.get('x-request-id') ?? '');

  it.each([['ordinary', read], ['any other', spread]])('gives its role and subject, for an %s call, the first time and later', async (_, body) => {
    const token = good({ jti: body });
    for (let time = 0; time < 3; time++) {
      recorder().reset();
      const answer = await send(body, bearer(token));
      expect(answer.status).toBe(200);
      expect(await decisionOn(answer)).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ada' });
      expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers.authorization])).toEqual([['reader', undefined]]);
    }
  });

  it('may do what its role may, and no more', async () => {
    for (let time = 0; time < 2; time++) {
      await expectRefusal(gateway(), recorder(), await send(write, bearer(good({ jti: 'limited' }))), { rule: 'policy.tool', status: 200, code: -31403, id: 1 });
    }
    expect((await send(write, bearer(good({ roles: ['reader', 'operator'] })))).status).toBe(200);
  });

  it('of two roles has the one that may more, whatever their order', async () => {
    for (const roles of [['reader', 'operator'], ['operator', 'reader', 'elsewhere']]) expect(await decisionOn(await send(read, bearer(good({ roles }))))).toMatchObject({ role: 'operator' });
  });

  it('without a role that the policy knows is believed and may do nothing', async () => {
    for (const roles of [[], ['elsewhere'], undefined, 'Reader']) {
      const token = good({ roles });
      for (let time = 0; time < 2; time++) await expectRefusal(gateway(), recorder(), await send(read, bearer(token)), { rule: 'role.missing', status: 403, code: -31403, id: 1 });
    }
  });

  it('is told by whatever spelling of the scheme RFC 9110 allows', async () => {
    expect((await send(read, { Authorization: `bEARER   ${good()}` })).status).toBe(200);
  });

  it('does not leave it to a role header, which nobody vouches for', async () => {
    expect(await decisionOn(await send(read, { ...bearer(good()), 'X-Agent-Role': 'operator' }))).toMatchObject({ decision: 'allow', role: 'reader' });
    expect(recorder().requests[0]?.headers['x-agent-role']).toBe('reader');
  });

  it('that is a little early or late is good, since clocks differ', async () => {
    for (const times of [{ exp: now() - 30 }, { nbf: now() + 30 }, { iat: now() + 30 }]) expect((await send(read, bearer(good(times)))).status).toBe(200);
  });

  const [header = '', body = '', signature = ''] = good().split('.');
  const unsigned = (alg: string): string => `${encode({ alg, kid: 'rsa' })}.${encode(claimsOf())}`;
  const refusals: readonly (readonly [string, Headers, Rule])[] = [
    ['nothing', {}, 'auth.missing'],
    ['an empty header', { Authorization: '' }, 'jwt.form'],
    ['a scheme alone', { Authorization: 'Bearer' }, 'auth.scheme'],
    ['another scheme', { Authorization: `Basic ${btoa('ada:secret')}` }, 'auth.scheme'],
    ['a token without a scheme', { Authorization: good() }, 'auth.scheme'],
    ['a word', bearer('token'), 'jwt.form'],
    ['an API key, where none are taken', bearer(`pcl_${'0'.repeat(12)}_${'0'.repeat(64)}`), 'jwt.form'],
    ['two tokens', bearer(`${good()}, Bearer ${good()}`), 'jwt.form'],
    ['a token and more', bearer(`${good()} x`), 'jwt.form'],
    ['a token in quotes', bearer(`"${good()}"`), 'jwt.form'],
    ['a token encoded in another way', bearer(`${header}.${body}.${signature}=`), 'jwt.form'],
    ['bytes beyond ASCII', bearer('ключ.a.b'), 'jwt.form'],
    ['a token of 20 KB', bearer(good({ groups: 'x'.repeat(15_000) })), 'jwt.size'],
    ['an encrypted one', bearer('a.b.c.d.e'), 'jwt.form'],
    ['no JSON', bearer('YQ.YQ.YQ'), 'jwt.json'],
    ['a claim that is there twice', bearer(`${header}.${encode(`{"iss":"${issuer}","iss":"${issuer}"}`)}.${signature}`), 'jwt.json'],
    ['alg none', bearer(`${unsigned('none')}.`), 'jwt.alg'],
    ['alg none with a signature', bearer(`${unsigned('none')}.${signature}`), 'jwt.alg'],
    ['the public key taken for a secret', bearer(`${unsigned('HS256')}.${createHmac('sha256', JSON.stringify(rsa.jwk)).update(unsigned('HS256')).digest('base64url')}`), 'jwt.alg'],
    ['an algorithm that is not the key\'s', bearer(signer.token(claimsOf(), { kid: 'rsa' })), 'jwt.alg'],
    ['an extension', bearer(signer.token(claimsOf(), { crit: ['exp'] })), 'jwt.crit'],
    ['a key of its own', bearer(other.token(claimsOf(), { jwk: other.jwk })), 'jwt.embedded'],
    ['an address of keys', bearer(other.token(claimsOf(), { jku: 'http://127.0.0.1:9/keys' })), 'jwt.embedded'],
    ['a token for something else', bearer(signer.token(claimsOf(), { typ: 'dpop+jwt' })), 'jwt.typ'],
    ['a malformed key id', bearer(signer.token(claimsOf(), { kid: 7 })), 'jwt.kid'],
    ['an unknown key', bearer(signer.token(claimsOf(), { kid: 'second' })), 'jwt.key'],
    ['another key under its name', bearer(other.token(claimsOf())), 'jwt.signature'],
    ['other claims', bearer(`${header}.${encode(claimsOf({ sub: 'eve' }))}.${signature}`), 'jwt.signature'],
    ['another issuer', bearer(good({ iss: 'https://other.example' })), 'jwt.issuer'],
    ['an issuer that begins alike', bearer(good({ iss: `${issuer}/` })), 'jwt.issuer'],
    ['no issuer', bearer(good({ iss: undefined })), 'jwt.issuer'],
    ['an empty issuer', bearer(good({ iss: '' })), 'jwt.issuer'],
    ['an issuer beyond all bounds', bearer(good({ iss: `${issuer}${'^>%+'.repeat(200)}` })), 'jwt.issuer'],
    ['a list of issuers', bearer(good({ iss: [issuer] })), 'jwt.issuer'],
    ['another audience', bearer(good({ aud: 'https://other.example/mcp' })), 'jwt.audience'],
    ['our audience and a slash', bearer(good({ aud: `${audience}/` })), 'jwt.audience'],
    ['no audience', bearer(good({ aud: undefined })), 'jwt.audience'],
    ['an expired token', bearer(good({ exp: now() - 90 })), 'jwt.expired'],
    ['one that never expires', bearer(good({ exp: undefined })), 'jwt.expired'],
    ['one that is not valid yet', bearer(good({ nbf: now() + 300 })), 'jwt.early'],
    ['one from the future', bearer(good({ iat: now() + 300 })), 'jwt.early'],
    ['a role that is a number', bearer(good({ roles: 7 })), 'jwt.claims'],
    ['an expiry that is a text', bearer(good({ exp: `${now() + 600}` })), 'jwt.claims'],
    ['no subject', bearer(good({ sub: undefined })), 'jwt.subject'],
    ['a subject that would break a log', bearer(good({ sub: 'ada\nallow' })), 'jwt.subject'],
  ];
  it.each(refusals)('%s is refused', async (_, headers, rule) => {
    for (const call of [read, spread]) {
      const answer = await send(call, headers);
      await expectRefusal(gateway(), recorder(), answer, { rule, ...unauthorized });
      expect(await decisionOn(answer)).toMatchObject({ role: '', subject: '' });
    }
  });

  it.each([
    ['two headers', { Authorization: [`Bearer ${good()}`, `Bearer ${good()}`] }],
    ['a token of 100 KB', bearer('a'.repeat(100_000))],
    ['NUL', bearer(`${good()}\0`)],
  ])('%s are refused by nginx itself', async (_, headers) => {
    const answer = await send(read, headers);
    expect(answer.status).toBe(400);
    expect(await gateway().decision(readError(answer).error.data.requestId)).toMatchObject({ decision: 'deny', rule: 'http.error' });
    expect(recorder().requests).toEqual([]);
  });

  it('every refusal of one looks alike, and tells only that it does not count', async () => {
    const shapes = await Promise.all(refusals.slice(1).map(async ([, headers]) => {
      const answer = await send(read, headers);
      return JSON.stringify([answer.status, answer.body.toString().replace(/[0-9a-f]{32}/, ''), [...answer.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')]);
    }));
    expect(new Set(shapes).size).toBe(1);
    expect(shapes[0]).toContain('Bearer realm=\\"mcp\\", error=\\"invalid_token\\"');
    expect((await send(read, {})).headers.get('www-authenticate')).toBe('Bearer realm="mcp"');
  });

  it.each(['GET', 'DELETE'])('a %s needs one too', async (method) => {
    const headers = { Accept: 'text/event-stream', 'Content-Type': undefined, 'Content-Length': undefined };
    await expectRefusal(gateway(), recorder(), await post(gateway().port, '', { method, headers }), { rule: 'auth.missing', ...unauthorized, id: undefined });
    for (let time = 0; time < 2; time++) await expectRefusal(gateway(), recorder(), await post(gateway().port, '', { method, headers: { ...headers, ...bearer(good({ roles: 'outsider', jti: method })) } }), { rule: 'policy.session', status: 403, code: -31403 });
  });

  it('appears in no log, nor does a refused one', async () => {
    const tokens = [good({ jti: 'log' }), other.token(claimsOf()), good({ exp: 1 }), 'x'.repeat(9000)];
    for (const token of tokens) await decisionOn(await send(read, bearer(token)));
    const said = JSON.stringify(await gateway().decisions()) + gateway().errorLog();
    for (const token of tokens) expect(said).not.toContain(token.slice(-40));
  });

  it('shares sessions and tasks with those of the same issuer and subject only', async () => {
    await openSession(recorder(), 'of-ada', (initialize) => send(initialize, bearer(good())));
    for (const call of [read, spread]) {
      const within = (token: string): Promise<RawAnswer> => send(call, { ...bearer(token), 'Mcp-Session-Id': 'of-ada' });
      for (let time = 0; time < 2; time++) expect((await within(good({ jti: `renewed ${call}` }))).status).toBe(200);
      recorder().reset();
      for (let time = 0; time < 2; time++) await expectRefusal(gateway(), recorder(), await within(good({ sub: 'eve' })), { rule: 'session.owner', status: 404, code: -32001, id: 1 });
    }
    recorder().answer((_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1,"result":{"task":{"taskId":"t1","status":"working"}}}'); });
    await send(read, bearer(good()));
    recorder().reset();
    await expectRefusal(gateway(), recorder(), await send(request('tasks/get', { taskId: 't1' }), bearer(good({ sub: 'eve' }))), { rule: 'task.owner', status: 200, code: -32602, id: 1 });
  });
});

describe('keys that change in their file', () => {
  const { gateway } = useRecordedGateway(identified(`jwt: [${issuerOf()}], ${unlocked}`), { keys: JSON.stringify({ keys: [signer.jwk] }) });

  it('count from the reload on, for tokens that are remembered too', async () => {
    const second = makeSigner('ES256', 'second');
    const statusOf = async (token: string): Promise<number> => (await post(gateway().port, read, { headers: bearer(token) })).status;
    const [before, after] = [good(), second.token(claimsOf())];
    for (let time = 0; time < 2; time++) expect([await statusOf(before), await statusOf(after)]).toEqual([200, 401]);
    await writeFile(join(gateway().folder, 'portcullis/policy.conf'), compileSound(identified(`jwt: [${issuerOf()}], ${unlocked}`), undefined, JSON.stringify({ keys: [second.jwk] })));
    await gateway().reload(/gracefully shutting down/);
    for (let time = 0; time < 2; time++) expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200]);
  });
});

describe('tokens and API keys in one header', () => {
  const keys = makeKeys({ bot: ['ada', 'reader'] });
  const { gateway, recorder } = useRecordedGateway(identified(`api_keys: {}, jwt: [${issuerOf()}], ${unlocked}`), { keys: { 'portcullis.keys.json': keys.file, 'keys.json': file } });
  const decide = async (headers: Headers) => {
    const answer = await post(gateway().port, read, { headers });
    return gateway().decision(answer.headers.get('x-request-id') ?? '');
  };

  it('are told apart by their form', async () => {
    for (const credential of [keys.keys.bot, good()]) expect(await decide(bearer(credential))).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ada' });
    expect(recorder().requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it.each([
    ['a wrong key', bearer(`pcl_${'0'.repeat(12)}_${'0'.repeat(64)}`), 'auth.unknown'],
    ['what begins as a key', bearer(`pcl_${good()}`), 'auth.malformed'],
    ['a wrong token', bearer(other.token(claimsOf())), 'jwt.signature'],
    ['neither', bearer('opaque'), 'jwt.form'],
    ['both', bearer(`${keys.keys.bot}, Bearer ${good()}`), 'auth.malformed'],
    ['another scheme', { Authorization: 'Basic eDp5' }, 'auth.scheme'],
    ['an empty header', { Authorization: '' }, 'jwt.form'],
  ])('%s is refused', async (_, headers, rule) => {
    expect(await decide(headers)).toMatchObject({ decision: 'deny', rule, status: 401 });
    expect(recorder().requests).toEqual([]);
  });

  it('do not share sessions, whatever name they are of', async () => {
    await openSession(recorder(), 'of-bot', (initialize) => post(gateway().port, initialize, { headers: bearer(keys.keys.bot) }));
    expect(await decide({ ...bearer(good()), 'Mcp-Session-Id': 'of-bot' })).toMatchObject({ rule: 'session.owner' });
  });
});

describe('tokens beside other ways', () => {
  const keys = makeKeys({ bot: ['bot', 'reader'] });
  const { gateway, recorder } = useRecordedGateway(identified(`trusted_hops: [127.0.0.1/32], api_keys: { header: X-API-Key }, jwt: [${issuerOf()}], anonymous: outsider, ${unlocked}`), { keys: { 'portcullis.keys.json': keys.file, 'keys.json': file } });
  const decide = async (headers: Headers) => {
    const answer = await post(gateway().port, read, { headers });
    return gateway().decision(answer.headers.get('x-request-id') ?? '');
  };

  it.each([
    ['a token and a key', { 'X-API-Key': keys.keys.bot, ...bearer(good()) }, 'bot'],
    ['a token and a role', { 'X-Agent-Role': 'reader', ...bearer(good()) }, 'ada'],
  ])('%s that agree: the first in order says who it is', async (_, headers, subject) => {
    for (let time = 0; time < 2; time++) expect(await decide(headers)).toMatchObject({ decision: 'allow', role: 'reader', subject });
    expect(recorder().requests.map(({ headers: { authorization, 'x-api-key': key } }) => [authorization, key])).toEqual([[undefined, undefined], [undefined, undefined]]);
  });

  it.each([
    ['a token and a key', { 'X-API-Key': keys.keys.bot, ...bearer(good({ roles: ['operator'] })) }, 'auth.conflict'],
    ['a token and a role', { 'X-Agent-Role': 'operator', ...bearer(good()) }, 'auth.conflict'],
    ['a good key beside a bad token', { 'X-API-Key': keys.keys.bot, ...bearer(other.token(claimsOf())) }, 'jwt.signature'],
    ['a good role beside a bad token', { 'X-Agent-Role': 'reader', ...bearer('x') }, 'jwt.form'],
    ['a good token beside two roles', { 'X-Agent-Role': ['reader', 'reader'], ...bearer(good()) }, 'role.repeated'],
  ])('%s that do not agree are nobody', async (_, headers, rule) => {
    for (let time = 0; time < 2; time++) expect(await decide(headers)).toMatchObject({ decision: 'deny', rule });
    expect(recorder().requests).toEqual([]);
  });

  it('who shows nothing is anonymous, and who shows a bad token is not', async () => {
    expect(await decide({ 'X-Agent-Role': undefined })).toMatchObject({ rule: 'policy.tool', role: 'outsider' });
    expect(await decide(bearer('x'))).toMatchObject({ rule: 'jwt.form', role: '' });
  });
});

describe('failures', () => {
  const { gateway, recorder } = useRecordedGateway(identified(`jwt: [${issuerOf()}], lockout: {}`), { keys: file });
  const call = async (token: string, from: string): Promise<string> => {
    const answer = await post(gateway().port, read, { from, headers: bearer(token) });
    return `${answer.status} ${(await gateway().decision(answer.headers.get('x-request-id') ?? '')).rule}`.trim();
  };

  it.each([['forged', other.token(claimsOf()), 'jwt.signature', '127.0.1.1'], ['made up', 'x', 'jwt.form', '127.0.1.2']])('three with what is %s lock out the address, good tokens too', async (_, token, rule, from) => {
    expect(await call(good(), from)).toBe('200');
    for (let time = 0; time < 3; time++) expect(await call(token, from)).toBe(`401 ${rule}`);
    recorder().reset();
    expect(await call(good(), from)).toBe('401 auth.locked');
    expect(recorder().requests).toEqual([]);
    expect(await call(good(), '127.0.1.9')).toBe('200');
  });

  it.each([['expired', good({ exp: 1 }), 'jwt.expired', '127.0.2.1'], ['for others', good({ aud: 'x' }), 'jwt.audience', '127.0.2.2'], ['by a key that is gone', signer.token(claimsOf(), { kid: 'gone' }), 'jwt.key', '127.0.2.3']])('to show one that is %s is no guessing', async (_, token, rule, from) => {
    for (let time = 0; time < 5; time++) expect(await call(token, from)).toBe(`401 ${rule}`);
    expect(await call(good(), from)).toBe('200');
  });
});

describe('in monitor mode', () => {
  const { gateway, recorder } = useRecordedGateway(identified(`jwt: [${issuerOf()}]`).replace('version: 1', 'version: 1\nmode: monitor'), { keys: file });

  it('what would be refused is logged and passes, without the token', async () => {
    const answer = await post(gateway().port, read, { headers: bearer(other.token(claimsOf())) });
    expect(answer.status).toBe(200);
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'monitor', rule: 'jwt.signature', role: '', subject: '' });
    expect(recorder().requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

describe('without identity.conf', () => {
  const { gateway, recorder } = useRecordedGateway(identified(`jwt: [${issuerOf()}]`), { keys: file, editIdentityConf: () => '', extraServer: 'location /portcullis_token { return 200 \'{"role":"operator","subject":"eve","issuer":"x","scopes":[],"expires":9999999999}\'; }' });

  it('no token counts, and none is sent anywhere', async () => {
    await expectRefusal(gateway(), recorder(), await post(gateway().port, read, { headers: bearer(good()) }), { rule: 'gateway.fault', status: 500, code: -32603 });
    expect(gateway().errorLog()).toContain('tokens need `include portcullis/identity.conf;`');
  });
});

describe('the location that verifies', () => {
  const { gateway, recorder } = useRecordedGateway(identified(`jwt: [${issuerOf()}]`), { keys: file });

  it('answers nobody from outside', async () => {
    const answer = await post(gateway().port, '', { path: '/portcullis_token', method: 'GET', headers: { ...bearer(good()), 'Content-Length': undefined } });
    expect(answer.status).toBe(404);
    expect(recorder().requests).toEqual([]);
  });
});
