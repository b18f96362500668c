import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rules.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { expectRefusal } from '../support/refusal.ts';
import { openSession } from '../support/sessions.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { keys, file } = makeKeys({
  reader: ['ci-bot', 'reader', 30],
  sameName: ['ci-bot', 'reader'],
  sameRole: ['nightly', 'reader'],
  operator: ['deploy', 'operator'],
  outsider: ['visitor', 'outsider'],
  expired: ['old', 'operator', -1],
});
/** Not in the file. */
const { keys: gone } = makeKeys({ revoked: ['old', 'operator'] });

const policy = (identity: string): string => recorderPolicy.replace(/^identity: .*$/m, `identity: { ${identity} }`);
const unlocked = 'lockout: { failures: 0 }';
const bearer = (key: string): Headers => ({ Authorization: `Bearer ${key}` });
const read = callTool('read_text_file', { path: '/srv/data/a' });
/** One that has not the form of an ordinary call. */
const spread = JSON.stringify(JSON.parse(read), null, 2);
const unauthorized = { status: 401, code: -31401 } as const;
const wrong = keys.operator.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));

describe('API keys', () => {
  const { gateway, recorder } = useRecordedGateway(policy(`api_keys: {}, ${unlocked}`), { keys: file });
  const send = (body: string, headers: Headers): Promise<RawAnswer> => post(gateway().port, body, { headers });
  const decisionOn = async (answer: RawAnswer) => gateway().decision(answer.headers.get('x-request-id') ?? '');

  it.each([['ordinary', read], ['any other', spread]])('give their role and name, for an %s call', async (_, body) => {
    const answer = await send(body, bearer(keys.reader));
    expect(answer.status).toBe(200);
    expect(await decisionOn(answer)).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ci-bot' });
    expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers.authorization])).toEqual([['reader', undefined]]);
  });

  it('are valid several at a time for one name', async () => {
    for (const key of [keys.reader, keys.sameName]) expect(await decisionOn(await send(read, bearer(key)))).toMatchObject({ decision: 'allow', subject: 'ci-bot' });
  });

  it('may do what their role may, and no more', async () => {
    const write = callTool('write_file', { path: '/srv/data/out/a', content: 'x' });
    await expectRefusal(gateway(), recorder(), await send(write, bearer(keys.reader)), { rule: 'policy.tool', status: 200, code: -31403, id: 1 });
    expect((await send(write, bearer(keys.operator))).status).toBe(200);
  });

  it('name their caller in the log when the call is denied', async () => {
    expect(await decisionOn(await send(callTool('delete_file', {}), bearer(keys.operator)))).toMatchObject({ rule: 'policy.tool', role: 'operator', subject: 'deploy' });
  });

  it('are told by whatever spelling of the scheme RFC 9110 allows', async () => {
    expect((await send(read, { Authorization: `bEARER   ${keys.reader}` })).status).toBe(200);
  });

  it('do not leave it to a role header, which nobody vouches for', async () => {
    const answer = await send(read, { ...bearer(keys.reader), 'X-Agent-Role': 'operator' });
    expect(await decisionOn(answer)).toMatchObject({ decision: 'allow', role: 'reader' });
    expect(recorder().requests[0]?.headers['x-agent-role']).toBe('reader');
  });

  const refusals: readonly (readonly [string, Headers, Rule])[] = [
    ['nothing', {}, 'auth.missing'],
    ['a role header alone', { 'X-Agent-Role': 'operator' }, 'auth.missing'],
    ['an empty header', { Authorization: '' }, 'auth.malformed'],
    ['a scheme alone', { Authorization: 'Bearer' }, 'auth.scheme'],
    ['another scheme', { Authorization: `Basic ${btoa('deploy:secret')}` }, 'auth.scheme'],
    ['a key without a scheme', { Authorization: keys.operator }, 'auth.scheme'],
    ['a wrong key', bearer(wrong), 'auth.invalid'],
    ['a revoked key', bearer(gone.revoked), 'auth.unknown'],
    ['an expired key', bearer(keys.expired), 'auth.expired'],
    ['the wrong expired key', bearer(keys.expired.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))), 'auth.invalid'],
    ['a key in capitals', bearer(keys.operator.toUpperCase()), 'auth.malformed'],
    ['the id of one key and the secret of another', bearer(keys.operator.slice(0, 17) + keys.reader.slice(17)), 'auth.invalid'],
    ['half a key', bearer(keys.operator.slice(0, -1)), 'auth.malformed'],
    ['a key and more', bearer(`${keys.operator}0`), 'auth.malformed'],
    ['two keys', bearer(`${keys.operator}, Bearer ${keys.reader}`), 'auth.malformed'],
    ['a key in quotes', bearer(`"${keys.operator}"`), 'auth.malformed'],
    ['bytes beyond ASCII', bearer('ключ'), 'auth.malformed'],
    ['a JSON Web Token', bearer('eyJhbGciOiJub25lIn0.e30.'), 'auth.malformed'],
    ['a token of 20 KB', bearer('a'.repeat(20_000)), 'auth.malformed'],
    ['a key in the header of another policy', { 'X-API-Key': keys.operator }, 'auth.missing'],
  ];
  it.each(refusals)('%s is refused', async (_, headers, rule) => {
    for (const body of [read, spread]) {
      const answer = await send(body, headers);
      await expectRefusal(gateway(), recorder(), answer, { rule, id: 1, ...unauthorized });
      expect(await decisionOn(answer)).toMatchObject({ role: '', subject: '' });
    }
  });

  it.each([
    ['two headers', { Authorization: [`Bearer ${keys.operator}`, `Bearer ${keys.operator}`] }],
    ['a token of 100 KB', bearer('a'.repeat(100_000))],
    ['NUL', bearer(`${keys.operator}\0`)],
  ])('%s are refused by nginx itself', async (_, headers) => {
    const answer = await send(read, headers);
    expect(answer.status).toBe(400);
    const { error } = readError(answer);
    expect(await gateway().decision(error.data.requestId)).toMatchObject({ decision: 'deny', rule: 'http.error' });
    expect(recorder().requests).toEqual([]);
  });

  it('every refusal looks alike, and asks for a key in one way', async () => {
    const answers = await Promise.all(refusals.map(([, headers]) => send(read, headers)));
    const shapes = answers.map(({ status, headers, body }) => ({
      status, body: body.toString().replace(/[0-9a-f]{32}/, ''), headers: [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date'),
    }));
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer realm="mcp"');
  });

  it.each(['GET', 'DELETE'])('a %s needs one too', async (method) => {
    const headers = { Accept: 'text/event-stream', 'Content-Type': undefined, 'Content-Length': undefined };
    await expectRefusal(gateway(), recorder(), await post(gateway().port, '', { method, headers }), { rule: 'auth.missing', ...unauthorized });
    await expectRefusal(gateway(), recorder(), await post(gateway().port, '', { method, headers: { ...headers, ...bearer(keys.outsider) } }), { rule: 'policy.session', status: 403, code: -31403 });
  });

  it('a notification without one is answered 401 too, and goes nowhere', async () => {
    expect((await send('{"jsonrpc":"2.0","method":"notifications/initialized"}', {})).status).toBe(401);
    expect(recorder().requests).toEqual([]);
  });

  it('appear in no log', async () => {
    for (const headers of [bearer(keys.operator), bearer(wrong), bearer(keys.expired), { Authorization: keys.operator }, { 'X-API-Key': keys.operator }]) await decisionOn(await send(read, headers));
    const said = JSON.stringify(await gateway().decisions()) + gateway().errorLog();
    for (const key of [...Object.values(keys), wrong]) expect(said).not.toContain(key.slice(17));
  });

  it('do not share sessions unless they are of one name', async () => {
    await openSession(recorder(), 'its-own', (initialize) => send(initialize, bearer(keys.reader)));
    const inSession = (key: string, body: string): Promise<RawAnswer> => send(body, { ...bearer(key), 'Mcp-Session-Id': 'its-own' });
    for (const body of [read, spread]) {
      for (const key of [keys.reader, keys.sameName]) expect((await inSession(key, body)).status).toBe(200);
      recorder().reset();
      await expectRefusal(gateway(), recorder(), await inSession(keys.sameRole, body), { rule: 'session.owner', status: 404, code: -32001, id: 1 });
    }
  });

  it('do not share tasks either', async () => {
    recorder().answer((_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1,"result":{"task":{"taskId":"t1","status":"working"}}}'); });
    await send(read, bearer(keys.reader));
    recorder().reset();
    await expectRefusal(gateway(), recorder(), await send(request('tasks/get', { taskId: 't1' }), bearer(keys.sameRole)), { rule: 'task.owner', status: 200, code: -32602, id: 1 });
    expect(await decisionOn(await send(request('tasks/get', { taskId: 't1' }), bearer(keys.sameName)))).toMatchObject({ decision: 'allow' });
  });
});

describe('API keys in a header of their own', () => {
  const { gateway, recorder } = useRecordedGateway(policy(`api_keys: { header: X-API-Key }, ${unlocked}`), { keys: file });

  it('are taken from there, and what the server is sent in Authorization is the client\'s business', async () => {
    const answer = await post(gateway().port, read, { headers: { 'X-API-Key': keys.reader, Authorization: 'Bearer other' } });
    expect(answer.status).toBe(200);
    expect(recorder().requests.map(({ headers }) => [headers['x-api-key'], headers.authorization])).toEqual([[undefined, 'Bearer other']]);
  });

  it.each([
    ['two headers', { 'X-API-Key': [keys.reader, keys.reader] }, 'auth.malformed'],
    ['a scheme before it', { 'X-API-Key': `Bearer ${keys.reader}` }, 'auth.malformed'],
    ['a spelling with underscores', { X_API_Key: keys.reader }, 'auth.missing'],
    ['the header of others', bearer(keys.reader), 'auth.missing'],
  ] as const)('%s are refused', async (_, headers, rule) => {
    await expectRefusal(gateway(), recorder(), await post(gateway().port, read, { headers }), { rule, id: 1, ...unauthorized });
  });
});

describe('API keys in a header of choice', () => {
  const taken = 'proxy_set_header Acme-Key ""; set $portcullis_taken Acme-Key;';
  const { gateway, recorder } = useRecordedGateway(policy(`api_keys: { header: Acme-Key }, ${unlocked}`), { keys: file, extraLocation: taken });
  const sent = () => recorder().requests.map(({ headers }) => headers['acme-key']);

  it('are taken from there, in whatever case, and do not reach the server', async () => {
    for (const [name, body] of [['Acme-Key', read], ['ACME-KEY', read], ['acme-key', JSON.stringify(JSON.parse(read), null, 2)]] as const) {
      expect((await post(gateway().port, body, { headers: { [name]: keys.reader } })).status).toBe(200);
    }
    expect(sent()).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['two headers', { 'Acme-Key': [keys.reader, keys.reader] }, 'auth.malformed'],
    ['a key that nobody has', { 'Acme-Key': wrong }, 'auth.invalid'],
    ['the header of others', { 'X-API-Key': keys.reader }, 'auth.missing'],
  ] as const)('%s are refused', async (_, headers, rule) => {
    await expectRefusal(gateway(), recorder(), await post(gateway().port, read, { headers }), { rule, id: 1, ...unauthorized });
  });
});

describe('a header of choice that nginx was not told to take off', () => {
  const { gateway, recorder } = useRecordedGateway(policy(`api_keys: { header: Acme-Key }, ${unlocked}`), { keys: file });

  it('takes no key, which would reach the server, and the log says what is missing', async () => {
    for (const body of [read, JSON.stringify(JSON.parse(read), null, 2)]) {
      const answer = await post(gateway().port, body, { headers: { 'Acme-Key': keys.reader } });
      expect(answer.status).toBe(500);
      expect((await gateway().decision(answer.headers.get('x-request-id') ?? '')).rule).toBe('gateway.fault');
    }
    expect(recorder().requests).toEqual([]);
    expect(gateway().errorLog()).toContain('proxy_set_header Acme-Key "";');
    expect(gateway().errorLog()).not.toContain(keys.reader);
  });
});

describe('keys and a trusted hop', () => {
  const { gateway, recorder } = useRecordedGateway(policy(`trusted_hops: [127.0.0.1/32], api_keys: {}, anonymous: outsider, ${unlocked}`), { keys: file });
  const call = async (headers: Headers, from = '127.0.0.1') => {
    const answer = await post(gateway().port, read, { headers, from });
    return { answer, decision: await gateway().decision(answer.headers.get('x-request-id') ?? '') };
  };

  it('each can say who calls', async () => {
    expect((await call({ 'X-Agent-Role': 'reader' })).decision).toMatchObject({ decision: 'allow', role: 'reader', subject: '' });
    expect((await call(bearer(keys.reader), '127.0.0.2')).decision).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ci-bot' });
  });

  it('both may, if they agree; the first in order has the last word on who it is', async () => {
    expect((await call({ ...bearer(keys.reader), 'X-Agent-Role': 'reader' })).decision).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ci-bot' });
  });

  it('a session of all in a role is not a key\'s, nor the other way round', async () => {
    const ways: readonly Headers[] = [{ 'X-Agent-Role': 'reader' }, bearer(keys.reader)];
    for (const [at, way] of ways.entries()) {
      await openSession(recorder(), `of-${at}`, (initialize) => post(gateway().port, initialize, { headers: way }));
      for (const other of ways) {
        const { decision } = await call({ ...other, 'Mcp-Session-Id': `of-${at}` });
        expect(decision).toMatchObject(other === way ? { decision: 'allow' } : { rule: 'session.owner' });
      }
    }
  });

  it('who is known as two is nobody', async () => {
    const { answer } = await call({ ...bearer(keys.operator), 'X-Agent-Role': 'reader' });
    await expectRefusal(gateway(), recorder(), answer, { rule: 'auth.conflict', id: 1, ...unauthorized });
  });

  it.each([
    ['a bad key beside a good role', { ...bearer(wrong), 'X-Agent-Role': 'reader' }, 'auth.invalid', 401],
    ['a good key beside two roles', { ...bearer(keys.reader), 'X-Agent-Role': ['reader', 'reader'] }, 'role.repeated', 403],
  ] as const)('%s is refused', async (_, headers, rule, status) => {
    expect((await call(headers)).decision).toMatchObject({ decision: 'deny', rule, status });
    expect(recorder().requests).toEqual([]);
  });

  it('who shows nothing has the role of the anonymous, whatever an address that is not trusted claims', async () => {
    expect((await call({})).decision).toMatchObject({ decision: 'deny', rule: 'policy.tool', role: 'outsider' });
    expect((await call({ 'X-Agent-Role': 'operator' }, '127.0.0.2')).decision).toMatchObject({ rule: 'policy.tool', role: 'outsider' });
  });

  it('who shows something wrong is not anonymous', async () => {
    expect((await call(bearer(gone.revoked))).decision).toMatchObject({ rule: 'auth.unknown', status: 401 });
    expect((await call({ Authorization: '' })).decision).toMatchObject({ rule: 'auth.malformed', status: 401 });
  });
});

describe('in monitor mode', () => {
  const { gateway, recorder } = useRecordedGateway(policy('api_keys: {}').replace('version: 1', 'version: 1\nmode: monitor'), { keys: file });

  it('what would be refused is logged and passes, without the key', async () => {
    for (const [headers, rule] of [[{}, 'auth.missing'], [bearer(wrong), 'auth.invalid']] as const) {
      recorder().reset();
      const answer = await post(gateway().port, read, { headers });
      expect(answer.status).toBe(200);
      expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'monitor', rule, role: '', subject: '' });
      expect(recorder().requests.map(({ headers: { authorization, 'x-agent-role': role } }) => [authorization, role])).toEqual([[undefined, undefined]]);
    }
  });
});

describe('a policy without keys', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy);

  it('leaves what clients show to their servers', async () => {
    await post(gateway().port, read, { headers: { 'X-Agent-Role': 'reader', Authorization: 'Bearer x', 'X-API-Key': 'y' } });
    expect(recorder().requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([['Bearer x', 'y']]);
  });
});
