import { describe, expect, it } from 'vitest';
import { connectV1, connectV2 } from '../support/clients.ts';
import { startEverything } from '../support/everything.ts';
import { startGateway } from '../support/gateway.ts';
import { callTool, notification, request } from '../support/messages.ts';
import { everythingPolicy, identity, recorderPolicy } from '../support/policies.ts';
import { post, readError, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { answerEmptyResult, startRecorder } from '../support/recorder.ts';
import { expectRefusal, expectRefused } from '../support/refusal.ts';
import { openSession, openSessionAs } from '../support/sessions.ts';
import { useGateway, useRecordedGateway, useRunning } from '../support/suite.ts';

const as = (role: string): Headers => ({ 'X-Agent-Role': role });
const read = callTool('read_text_file', { path: '/srv/data/a.txt' });
const foreign = { rule: 'session.owner', status: 404, code: -32001 } as const;
const unknown = { ...foreign, rule: 'session.unknown' } as const;

/** Every kind of request there is in a session, and its id where it has one. */
const inSession = [
  ['an ordinary call', read, {}, 1],
  ['a call that goes the whole way', callTool('read_text_file', { path: '/srv/data/\u00fc.txt' }), {}, 1],
  ['a list', request('tools/list'), {}, 1],
  ['a second initialize', request('initialize', {}), {}, 1],
  ['a notification', notification('notifications/initialized'), {}, undefined],
  ['a response', JSON.stringify({ jsonrpc: '2.0', id: 5, result: {} }), {}, undefined],
  ['a batch', `[${request('ping')}]`, { headers: { 'MCP-Protocol-Version': '2025-03-26' } }, 1],
  ['a GET', '', { method: 'GET' }, undefined],
  ['a GET that resumes', '', { method: 'GET', headers: { 'Last-Event-ID': '7' } }, undefined],
  ['a DELETE', '', { method: 'DELETE' }, undefined],
] as const;

describe('a session that a server opens', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy);
  let sessions = 0;
  const open = (role: string): Promise<Headers> => openSessionAs(role, recorder(), gateway().port, `s-${++sessions}`);
  const decisionOf = (answer: RawAnswer) => gateway().decision(answer.headers.get('x-request-id') ?? '');

  it.each(inSession)('takes %s of who opened it', async (_, body, options) => {
    const headers = await open('support');
    recorder().answer((recorded, response) => {
      if (recorded.method === 'GET') response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': open\n\n');
      else answerEmptyResult(recorded, response);
    });
    const answer = await post(gateway().port, body, { ...options, headers: { ...headers, ...('headers' in options ? options.headers : {}) } });
    expect(await decisionOf(answer)).toMatchObject({ decision: 'allow' });
    expect(recorder().requests.map((recorded) => recorded.headers['mcp-session-id'])).toEqual([headers['Mcp-Session-Id']]);
  });

  it.each(inSession)('takes not %s of anybody else, nor does a session nobody opened, and both look alike', async (_, body, options, id) => {
    const { 'Mcp-Session-Id': session } = await open('reader');
    const extra = 'headers' in options ? options.headers : {};
    const theirs = await post(gateway().port, body, { ...options, headers: { ...extra, ...as('support'), 'Mcp-Session-Id': session } });
    await expectRefusal(gateway(), recorder(), theirs, { ...foreign, id });
    const nobodys = await post(gateway().port, body, { ...options, headers: { ...extra, ...as('support'), 'Mcp-Session-Id': 'nobodys' } });
    await expectRefusal(gateway(), recorder(), nobodys, { ...unknown, id });
    const text = ({ body: bytes }: RawAnswer): string => bytes.toString().replace(/[\da-f]{32}/, 'ID');
    expect(text(theirs)).toBe(text(nobodys));
    expect([...theirs.headers.keys()]).toEqual([...nobodys.headers.keys()]);
  });

  it.each(['Mcp_Session_Id', 'MCP-SESSION-ID', 'mcp_session-id'])('is asked after however the header is spelled: %s', async (name) => {
    const { 'Mcp-Session-Id': session } = await open('reader');
    await expectRefused(gateway(), recorder(), read, { headers: { ...as('support'), [name]: session } }, { ...foreign, id: 1 });
    const mine = await open('support');
    const twice = await post(gateway().port, read, { headers: { ...mine, [name]: session } });
    expect(await decisionOf(twice)).toMatchObject({ decision: 'deny', rule: 'http.session' });
    expect(recorder().requests).toEqual([]);
  });

  it('belongs to one role, not to those that inherit it', async () => {
    const { 'Mcp-Session-Id': session } = await open('reader');
    await expectRefused(gateway(), recorder(), read, { headers: { ...as('operator'), 'Mcp-Session-Id': session } }, { ...foreign, id: 1 });
  });

  it('is nobody\'s once it was deleted', async () => {
    const headers = await open('reader');
    expect((await post(gateway().port, '', { method: 'DELETE', headers })).status).toBe(200);
    recorder().reset();
    await expectRefused(gateway(), recorder(), read, { headers }, { ...unknown, id: 1 });
  });

  it('stays when its server would not delete it', async () => {
    const headers = await open('reader');
    recorder().answer((_, response) => { response.writeHead(405).end(); });
    expect((await post(gateway().port, '', { method: 'DELETE', headers })).status).toBe(405);
    recorder().reset();
    expect((await post(gateway().port, read, { headers })).status).toBe(200);
  });

  it('is not handed out again to another caller', async () => {
    const { 'Mcp-Session-Id': id = '' } = await open('reader');
    const answer = await openSession(recorder(), String(id), (initialize) => post(gateway().port, initialize, { headers: as('operator') }));
    expect(answer.status).toBe(502);
    expect(answer.headers.get('mcp-session-id')).toBeUndefined();
    expect(readError(answer)).toMatchObject({ id: 0, error: { code: -32603 } });
    expect((await decisionOf(answer)).answer).toBe('answer.session');
    await expectRefused(gateway(), recorder(), read, { headers: { ...as('operator'), 'Mcp-Session-Id': id } }, { ...foreign, id: 1 });
  });

  it('may be handed out again to its own', async () => {
    const { 'Mcp-Session-Id': id = '' } = await open('reader');
    expect(await openSessionAs('reader', recorder(), gateway().port, String(id))).toMatchObject({ 'Mcp-Session-Id': id });
    expect((await post(gateway().port, read, { headers: { ...as('reader'), 'Mcp-Session-Id': id } })).status).toBe(200);
  });

  it.each([['a blank', 'a b'], ['a comma', 'a,b'], ['257 characters', 'x'.repeat(257)], ['characters beyond ASCII', 'caf\u00e9']])('is refused for an id with %s', async (_, id) => {
    const answer = await openSession(recorder(), id, (initialize) => post(gateway().port, initialize, { headers: as('reader') }));
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([502, undefined]);
    expect((await decisionOf(answer)).answer).toBe('answer.session');
  });

  it('is refused for two ids at once', async () => {
    recorder().answer((recorded, response) => {
      response.setHeader('Mcp-Session-Id', ['one', 'two']);
      answerEmptyResult(recorded, response);
    });
    const answer = await post(gateway().port, request('initialize', {}), { headers: as('reader') });
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([502, undefined]);
  });

  it.each([1, 256])('has an id of %d characters', async (length) => {
    const headers = await openSessionAs('reader', recorder(), gateway().port, '~'.repeat(length));
    expect((await post(gateway().port, read, { headers })).status).toBe(200);
  });

  it('may be repeated in every answer, and no other be told of', async () => {
    const headers = await open('reader');
    recorder().answer((recorded, response) => {
      response.setHeader('Mcp-Session-Id', recorded.body.includes('"other"') ? 'other' : String(headers['Mcp-Session-Id']));
      answerEmptyResult(recorded, response);
    });
    expect((await post(gateway().port, read, { headers })).headers.get('mcp-session-id')).toBe(headers['Mcp-Session-Id']);
    const other = await post(gateway().port, request('ping', {}, 'other'), { headers });
    expect([other.status, other.headers.get('mcp-session-id')]).toEqual([200, undefined]);
    expect((await decisionOf(other)).answer).toBe('answer.session');
    const without = await post(gateway().port, request('ping', {}, 'other'), { headers: as('reader') });
    expect(without.headers.get('mcp-session-id')).toBeUndefined();
  });

  it('is not opened by an answer that is an error', async () => {
    recorder().answer((_, response) => { response.writeHead(400, { 'Mcp-Session-Id': 'error', 'Content-Type': 'application/json' }).end('{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no"}}'); });
    const answer = await post(gateway().port, request('initialize', {}), { headers: as('reader') });
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([400, undefined]);
    recorder().reset();
    await expectRefused(gateway(), recorder(), read, { headers: { ...as('reader'), 'Mcp-Session-Id': 'error' } }, { ...unknown, id: 1 });
  });

  it('is needed to resume a stream, which else nobody could say whose it is', async () => {
    await expectRefused(gateway(), recorder(), '', { method: 'GET', headers: { ...as('reader'), 'Last-Event-ID': '7' } }, unknown);
  });
});

describe('two servers', () => {
  const first = useRunning(startRecorder);
  const second = useRunning(startRecorder);
  const gateway = useGateway(() => startGateway({
    policy: `version: 1\n${identity}\nroles: { reader: {}, other: {} }\nservers:\n  a: { upstream: a, path: /a, tools: { t: { roles: [reader, other] } } }\n  b: { upstream: b, path: /b, tools: { t: { roles: [reader, other] } } }\n`,
    upstreams: [{ server: 'a', name: 'a', address: first().address, locations: ['= /a'] }, { server: 'b', name: 'b', address: second().address, locations: ['= /b'] }],
  }));

  it('may have sessions of one id, each its own caller\'s', async () => {
    await openSession(first(), 'same', (initialize) => post(gateway().port, initialize, { path: '/a', headers: as('reader') }));
    const call = (path: string, role: string): Promise<RawAnswer> => post(gateway().port, callTool('t', {}), { path, headers: { ...as(role), 'Mcp-Session-Id': 'same' } });
    expect([(await call('/a', 'reader')).status, (await call('/b', 'reader')).status]).toEqual([200, 404]);
    await openSession(second(), 'same', (initialize) => post(gateway().port, initialize, { path: '/b', headers: as('other') }));
    expect([(await call('/b', 'other')).status, (await call('/b', 'reader')).status, (await call('/a', 'reader')).status]).toEqual([200, 404, 200]);
  });
});

describe('monitoring', () => {
  const { gateway, recorder } = useRecordedGateway(recorderPolicy.replace('version: 1', 'version: 1\nmode: monitor'));

  it('lets another\'s session pass, and says so', async () => {
    const { 'Mcp-Session-Id': id = '' } = await openSessionAs('reader', recorder(), gateway().port, 'watched');
    const answer = await post(gateway().port, read, { headers: { ...as('support'), 'Mcp-Session-Id': id } });
    expect(recorder().requests).toHaveLength(1);
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'monitor', rule: 'session.owner' });
  });

  it('lets a session be handed out twice, and says so', async () => {
    await openSessionAs('reader', recorder(), gateway().port, 'twice');
    const answer = await openSession(recorder(), 'twice', (initialize) => post(gateway().port, initialize, { headers: as('support') }));
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([200, 'twice']);
    expect((await gateway().decision(answer.headers.get('x-request-id') ?? '')).answer).toBe('answer.session');
  });
});

describe('real clients', () => {
  const upstream = useRunning(() => startEverything('streamableHttp'));
  const gateway = useGateway(() => startGateway({
    policy: everythingPolicy.replace('roles: { viewer: {} }', 'roles: { viewer: {}, intruder: { inherits: [viewer] } }'),
    upstreams: [{ server: 'everything', name: 'everything', address: upstream().address, locations: ['= /mcp'] }],
  }));

  it.each([['v1', connectV1], ['v2', connectV2]] as const)('%s go on in their session, whose id is of no use to another role', async (_, connect) => {
    const ids: string[] = [];
    const listening: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      ids.push(response.headers.get('mcp-session-id') ?? '');
      return response;
    };
    const client = await connect(`${gateway().url}/mcp`, { role: 'viewer', fetch: listening });
    const id = ids.find((found) => found !== '') ?? '';
    const stolen = (role: string): Promise<RawAnswer> => post(gateway().port, callTool('echo', { message: 'mine' }), { headers: { ...as(role), 'Mcp-Session-Id': id } });
    expect((await stolen('intruder')).status).toBe(404);
    expect((await post(gateway().port, '', { method: 'DELETE', headers: { ...as('intruder'), 'Mcp-Session-Id': id } })).status).toBe(404);
    expect(await client.callTool('echo', { message: 'still here' })).toMatchObject({ content: [{ text: 'Echo: still here' }] });
    await client.close();
    expect((await stolen('viewer')).status).toBe(404);
  });
});
