import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rules.ts';
import { callTool, notification, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError, renderRequest, type Headers } from '../support/post.ts';
import { openSocket, sendRaw } from '../support/raw-http.ts';
import { expectRefusal, expectRefused } from '../support/refusal.ts';
import { openSessionAs } from '../support/sessions.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { gateway, recorder } = useRecordedGateway(recorderPolicy);
const denied = { status: 200, code: -31403 } as const;
const forbidden = { status: 403, code: -31403 } as const;
const as = (role: string): Headers => ({ 'X-Agent-Role': role });
const read = callTool('read_text_file', { path: '/srv/data/a' });

/** Whether a role's request reaches the upstream. */
async function reaches(role: string, body: string): Promise<boolean> {
  recorder().reset();
  await post(gateway().port, body, { headers: as(role) });
  return recorder().requests.length === 1;
}

describe('whose role is believed', () => {
  it('a trusted hop is, and the upstream is told the role that was judged', async () => {
    expect((await post(gateway().port, read, { headers: as('operator') })).status).toBe(200);
    expect(recorder().requests.map(({ headers }) => headers['x-agent-role'])).toEqual(['operator']);
  });

  it('nobody else is, whatever the role', async () => {
    await expectRefused(gateway(), recorder(), read, { headers: as('reader'), from: '127.0.0.2' }, { rule: 'role.untrusted', id: 1, ...forbidden });
  });

  it('a forwarded address does not make a hop trusted', async () => {
    const headers = { ...as('reader'), 'X-Forwarded-For': '127.0.0.1', 'X-Real-IP': '127.0.0.1', Forwarded: 'for=127.0.0.1' };
    await expectRefused(gateway(), recorder(), read, { headers, from: '127.0.0.2' }, { rule: 'role.untrusted', id: 1, ...forbidden });
  });

  it('another spelling of the header never reaches the upstream beside the judged one', async () => {
    for (const name of ['X_Agent_Role', 'X-Agent_Role', 'x_agent-role']) {
      await post(gateway().port, read, { headers: { ...as('reader'), [name]: 'operator' } });
      for (const { headers } of recorder().requests) expect(headers).not.toHaveProperty(name.toLowerCase());
    }
  });

  const claims: readonly (readonly [string, Headers, Rule])[] = [
    ['no role', {}, 'role.missing'],
    ['an empty role', as(''), 'role.missing'],
    ['a role the policy does not have', as('admin'), 'role.unknown'],
    ['a role in other case', as('Reader'), 'role.unknown'],
    ['two roles separated by a comma', as('reader,operator'), 'role.repeated'],
    ['two roles separated by a semicolon', as('reader;operator'), 'role.repeated'],
    ['two roles separated by a space', as('reader operator'), 'role.repeated'],
    ['the header twice, alike', { 'X-Agent-Role': ['reader', 'reader'] }, 'role.repeated'],
    ['the header twice, in other case', { 'X-Agent-Role': 'reader', 'x-agent-role': 'operator' }, 'role.repeated'],
    ['the header with an underscore beside it', { 'X-Agent-Role': 'reader', X_Agent_Role: 'operator' }, 'role.repeated'],
    ['the header with underscores alone', { X_Agent_Role: 'operator' }, 'role.missing'],
    ['a quoted role', as('"reader"'), 'role.unknown'],
    ['bytes beyond ASCII', as('reäder'), 'role.unknown'],
  ];
  it.each(claims)('%s is refused', async (_, headers, rule) => {
    const answer = await post(gateway().port, read, { headers });
    const decision = await gateway().decision(answer.headers.get('x-request-id') ?? '');
    expect(recorder().requests).toEqual([]);
    expect([rule, 'role.repeated', 'role.missing']).toContain(decision.rule);
    expect(decision).toMatchObject({ decision: 'deny', rule });
    // A role that is well-formed but unknown is denied like one that may not.
    expect(readError(answer)).toMatchObject({ id: 1, error: { code: -31403, message: 'Denied by the gateway.' } });
  });
});

describe('what a role may', () => {
  it.each([
    ['reader', true, false, false],
    ['support', true, true, false],
    ['operator', true, true, true],
    ['outsider', false, false, false],
  ] as const)('%s has its own grants and those it inherits', async (role, ...expected) => {
    const calls = [read, callTool('search', { query: 'x' }), callTool('write_file', { path: '/srv/data/out/a', content: 'x' })];
    const reached: boolean[] = [];
    for (const call of calls) reached.push(await reaches(role, call));
    expect(reached).toEqual(expected);
  });

  it.each(['initialize', 'ping', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list', 'logging/setLevel'])('%s is open to whoever is granted anything', async (method) => {
    expect(await reaches('reader', request(method, {}))).toBe(true);
    expect(await reaches('outsider', request(method, {}))).toBe(false);
  });

  const denials: readonly (readonly [string, string, Rule])[] = [
    ['a tool that is not listed', callTool('delete_file', {}), 'policy.tool'],
    ['a tool that is disabled', callTool('dormant', {}), 'policy.disabled'],
    ['a resource that is not listed', request('resources/read', { uri: 'file:///etc/passwd' }), 'policy.resource'],
    ['a resource beside the granted folder', request('resources/read', { uri: 'file:///srv/database/a' }), 'policy.resource'],
    ['a resource reached by climbing', request('resources/read', { uri: 'file:///srv/data/../../etc/passwd' }), 'policy.resource'],
    ['a resource reached by encoded climbing', request('resources/read', { uri: 'file:///srv/data/%2e%2e/%2e%2e/etc/passwd' }), 'policy.resource'],
    ['watching a resource that is not listed', request('resources/subscribe', { uri: 'file:///etc/passwd' }), 'policy.resource'],
    ['a prompt that is not listed', request('prompts/get', { name: 'other' }), 'policy.prompt'],
    ['completing a prompt that is not listed', request('completion/complete', { ref: { type: 'ref/prompt', name: 'other' }, argument: { name: 'a', value: '' } }), 'policy.completion'],
    ['completing a resource that is not listed', request('completion/complete', { ref: { type: 'ref/resource', uri: 'file:///etc/{name}' }, argument: { name: 'name', value: '' } }), 'policy.completion'],
    ['a path outside the granted folder', callTool('read_text_file', { path: '/etc/hostname' }), 'argument.within'],
    ['a path in a folder with the same beginning', callTool('read_text_file', { path: '/srv/data-old/a' }), 'argument.within'],
    ['an argument that is not listed', callTool('read_text_file', { path: '/srv/data/a', mode: 'w' }), 'argument.unknown'],
    ['a missing argument', callTool('read_text_file', {}), 'argument.missing'],
    ['a number where a path belongs', callTool('read_text_file', { path: 1 }), 'argument.type'],
  ];
  it.each(denials)('%s is denied, and the client is not told why', async (_, body, rule) => {
    await expectRefused(gateway(), recorder(), body, { headers: as('operator') }, { rule, id: 1, ...denied });
  });

  it('a denied tool and one that does not exist look alike to the client', async () => {
    const answers = await Promise.all(['write_file', 'no_such_tool'].map((name) => post(gateway().port, callTool(name, {}), { headers: as('reader') })));
    const [first, second] = answers.map((answer) => readError(answer).error);
    expect({ ...first, data: undefined }).toEqual({ ...second, data: undefined });
  });

  it('what the policy grants of resources, prompts and completion passes', async () => {
    expect(await reaches('reader', request('resources/read', { uri: 'file:///srv/data/a.txt' }))).toBe(true);
    expect(await reaches('reader', request('prompts/get', { name: 'summarize', arguments: { topic: 'cats' } }))).toBe(true);
    expect(await reaches('reader', request('completion/complete', { ref: { type: 'ref/prompt', name: 'summarize' }, argument: { name: 'topic', value: 'c' } }))).toBe(true);
  });

  it('a tool whose denial is a result gives one the model can read', async () => {
    const answer = await post(gateway().port, callTool('note', { text: 'long' }), { headers: as('operator') });
    expect(JSON.parse(answer.body.toString())).toMatchObject({ jsonrpc: '2.0', id: 1, result: { isError: true, content: [{ type: 'text' }] } });
    expect(recorder().requests).toEqual([]);
  });
});

describe('messages without an answer', () => {
  it('a notification passes for who has a session, and is dropped for who has none', async () => {
    expect(await reaches('reader', notification('notifications/initialized'))).toBe(true);
    recorder().reset();
    const answer = await post(gateway().port, notification('notifications/initialized'), { headers: as('outsider') });
    expect({ status: answer.status, body: answer.body.toString(), reached: recorder().requests.length }).toEqual({ status: 202, body: '', reached: 0 });
  });

  it('a response passes for who has a session, and is dropped for who has none', async () => {
    const response = JSON.stringify({ jsonrpc: '2.0', id: 9, result: { roots: [] } });
    expect(await reaches('reader', response)).toBe(true);
    expect(await reaches('outsider', response)).toBe(false);
  });

  it('a request cannot pass as a response', async () => {
    const both = JSON.stringify({ jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'write_file' }, result: {} });
    await expectRefused(gateway(), recorder(), both, { headers: as('reader') }, { rule: 'rpc.shape', id: 9, status: 400, code: -32600 });
  });
});

describe('streams and the end of sessions', () => {
  it('a GET opens a stream for who has a session', async () => {
    const socket = openSocket(gateway().port);
    const first = new Promise<string>((resolve) => socket.once('data', (chunk) => { resolve(chunk.toString()); }));
    socket.write(renderRequest('', { method: 'GET', headers: { ...as('reader'), Accept: 'text/event-stream', 'Content-Type': undefined, 'Content-Length': undefined } }));
    expect(await first).toMatch(/^HTTP\/1\.1 200 [^]*text\/event-stream/);
    socket.destroy();
    expect(recorder().requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /mcp']);
  });

  const refusals: readonly (readonly [string, Headers, string, Rule])[] = [
    ['no role', {}, '127.0.0.1', 'role.missing'],
    ['a role from a hop that is not trusted', as('reader'), '127.0.0.2', 'role.untrusted'],
    ['an unknown role', as('nobody'), '127.0.0.1', 'role.unknown'],
    ['two roles', as('reader,operator'), '127.0.0.1', 'role.repeated'],
  ];
  it.each(['GET', 'DELETE'].flatMap((method) => refusals.map((refusal) => [method, ...refusal] as const)))('a %s with %s is refused', async (method, _, headers, from, rule) => {
    await expectRefused(gateway(), recorder(), '', { method, headers, from }, { rule, ...forbidden });
  });

  it.each(['GET', 'DELETE'])('a %s of a role with no grant here is denied', async (method) => {
    await expectRefused(gateway(), recorder(), '', { method, headers: as('outsider') }, { rule: 'policy.session', ...forbidden });
  });

  it('a DELETE ends a session for who has one', async () => {
    const headers = await openSessionAs('reader', recorder(), gateway().port, 'abc');
    const answer = await sendRaw(gateway().port, renderRequest('', { method: 'DELETE', headers }));
    expect(answer.status).toBe(200);
    expect(recorder().requests.map(({ method, headers }) => [method, headers['mcp-session-id']])).toEqual([['DELETE', 'abc']]);
  });

  it('a stream the client leaves is left at the upstream too', async () => {
    const left = new Promise<void>((resolve) => {
      recorder().answer((_, response) => {
        response.on('close', () => { resolve(); });
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
      });
    });
    const socket = openSocket(gateway().port);
    socket.once('data', () => socket.destroy());
    socket.write(renderRequest('', { method: 'GET', headers: { ...as('reader'), Accept: 'text/event-stream' } }));
    await left;
  });
});

describe('a policy with a role header of its own', () => {
  const own = useRecordedGateway(recorderPolicy.replace('identity: {', 'identity: { role_header: X-Team-Role,'));

  it('believes that header and no other', async () => {
    expect((await post(own.gateway().port, read, { headers: { 'X-Team-Role': 'reader' } })).status).toBe(200);
    own.recorder().reset();
    const answer = await post(own.gateway().port, read, { headers: as('reader') });
    await expectRefusal(own.gateway(), own.recorder(), answer, { rule: 'role.missing', id: 1, ...forbidden });
  });

  it('never passes an untrusted client\'s header to the upstream', async () => {
    await post(own.gateway().port, read, { headers: { 'X-Team-Role': 'reader', 'X-Agent-Role': 'operator' } });
    expect(own.recorder().requests.map(({ headers }) => headers['x-agent-role'])).toEqual(['reader']);
  });
});
