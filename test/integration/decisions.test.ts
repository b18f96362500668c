import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import type { Rule } from '../../src/core/rules.ts';
import { issue, makeAuthority } from '../support/certificates.ts';
import { decide, decisionLocation, questionOf, useDecidedGateway } from '../support/decision-point.ts';
import { startGateway } from '../support/gateway.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool, modernRequest, notification, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError, renderRequest, type Headers, type PostOptions } from '../support/post.ts';
import { openSocket, readAnswers, type RawAnswer } from '../support/raw-http.ts';
import { startRecorder, type Script } from '../support/recorder.ts';
import { expectRefused } from '../support/refusal.ts';
import { openSession } from '../support/sessions.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const reader = { 'X-Agent-Role': 'reader' };
const operator = { 'X-Agent-Role': 'operator' };
const path = '/srv/data/a';
const read = callTool('read_text_file', { path });
const denied = { rule: 'external.denied', status: 200, code: -31403, id: 1 } as const;
const unavailable = { rule: 'external.unavailable', status: 200, code: -32603, id: 1 } as const;

/** What the server answered, if anything passed. */
function resultOf({ body }: RawAnswer): unknown {
  return (JSON.parse(body.toString()) as { result?: unknown }).result;
}

/** The usual policy with a decision point that is told of paths. */
function policyWith(decisions: string, more = ''): string {
  return recorderPolicy
    .replace('roles:\n', `decisions: ${decisions}\nroles:\n`)
    .replace('read_text_file: {', 'read_text_file: { decisions: { arguments: [path] },')
    .replace('search: {', 'search: { decisions: { arguments: [q] },')
    .replace('    prompts:', `    methods: { acme/run: { roles: [operator] } }\n    ${more}\n    prompts:`);
}

describe('what the policy allows', () => {
  const { gateway, recorder, decider } = useDecidedGateway(policyWith('{ type: authzen, timeout: 2s }'));
  const send = (body: string, headers: Headers = reader, options: PostOptions = {}) => post(gateway().port, body, { headers, ...options });

  it('is asked about, with all that is known and nothing of the client\'s own', async () => {
    const answer = await send(` ${read}`, { ...reader, 'Cookie': 'c=1', 'X-Forwarded-For': '1.2.3.4', 'Authorization': 'Bearer of-the-server' });
    const id = answer.headers.get('x-request-id') ?? '';
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString())).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual([` ${read}`]);
    const [asked, ...more] = decider().requests;
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ method: 'POST', url: '/access/v1/evaluation' });
    expect(asked?.headers).toEqual({ 'host': 'decider', 'content-type': 'application/json', 'accept': 'application/json', 'content-length': `${asked?.body.length}`, 'x-request-id': id });
    const question = questionOf(asked ?? { body: Buffer.of() });
    expect(question).toEqual({
      subject: { type: 'role', id: 'reader', properties: { role: 'reader' } },
      action: { name: 'tools/call' },
      resource: { type: 'tool', id: 'read_text_file', properties: { server: 'files', arguments: { path } } },
      context: { address: '127.0.0.1', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string },
    });
    expect(await gateway().decision(id)).toMatchObject({ decision: 'allow', rule: '', role: 'reader', method: 'tools/call', target: 'read_text_file', upstream_status: '200' });
  });

  it('is refused where the other says no, as the policy refuses', async () => {
    decider().answer(decide({ decision: false, context: { reason: 'no' } }));
    await expectRefused(gateway(), recorder(), read, { headers: reader }, denied);
    const answer = await send(callTool('note', { text: 'short' }), operator);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ id: 1, result: { isError: true } });
    expect(recorder().requests).toEqual([]);
  });

  it('is asked about in the modern era too', async () => {
    const headers = { ...reader, 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'tools/call', 'Mcp-Name': 'read_text_file' };
    const modern = modernRequest('tools/call', { name: 'read_text_file', arguments: { path } });
    expect(resultOf(await send(modern, headers))).toEqual({});
    decider().answer(decide({ decision: false }));
    recorder().reset();
    await expectRefused(gateway(), recorder(), modern, { headers }, denied);
  });

  it.each([
    ['a prompt', 'prompts/get', { name: 'summarize', arguments: { text: 'x' } }, { type: 'prompt', id: 'summarize', properties: { server: 'files', arguments: {} } }],
    ['a resource, by its one form', 'resources/read', { uri: 'FILE:///srv/data/x/../%61' }, { type: 'resource', id: 'file:///srv/data/a', properties: { server: 'files', arguments: {} } }],
    ['a method granted by name', 'acme/run', { path }, { type: 'method', id: 'acme/run', properties: { server: 'files', arguments: {} } }],
    ['a tool whose arguments are nobody\'s business', 'tools/call', { name: 'note', arguments: { text: 'short' } }, { type: 'tool', id: 'note', properties: { server: 'files', arguments: {} } }],
  ])('is asked about: %s', async (_, method, params, resource) => {
    expect(resultOf(await send(request(method, params), operator))).toEqual({});
    expect(decider().requests.map(questionOf)).toMatchObject([{ subject: { id: 'operator' }, action: { name: method }, resource }]);
    recorder().reset();
    decider().answer(decide({ decision: false }));
    const answer = await post(gateway().port, request(method, params), { headers: operator });
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'deny', rule: 'external.denied' });
    expect(recorder().requests).toEqual([]);
  });

  it.each([
    ['a list', request('tools/list')],
    ['a watch', request('resources/subscribe', { uri: 'file:///srv/data/a' })],
    ['a ping', request('ping')],
    ['a notification', notification('notifications/initialized')],
  ])('is not asked about: %s', async (_, body) => {
    decider().answer(decide({ decision: false }));
    expect((await send(body)).status).toBeLessThan(300);
    expect(decider().requests).toEqual([]);
  });

  it.each<[string, string, Rule]>([
    ['a tool that is not granted', callTool('write_file', { path: '/srv/data/out/a' }), 'policy.tool'],
    ['a path that is not', callTool('read_text_file', { path: '/etc/hosts' }), 'argument.within'],
    ['a path that climbs', callTool('read_text_file', { path: '/srv/data/../../etc/x' }), 'argument.within'],
    ['a command', callTool('search', { q: '$(reboot)' }), 'shell.injection'],
    ['a resource that is not', request('resources/read', { uri: 'file:///etc/hosts' }), 'policy.resource'],
  ])('is all that is asked about: not %s', async (_, body, rule) => {
    const answer = await send(body, rule === 'shell.injection' ? operator : reader);
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'deny', rule });
    expect(decider().requests).toEqual([]);
    expect(recorder().requests).toEqual([]);
  });

  it.each(['[]', 'nothing', '{"decision":true}'])('reaches no client that asks for the location itself (%s)', async (body) => {
    const answer = await post(gateway().port, body, { path: '/portcullis_decision', headers: reader });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(decider().requests).toEqual([]);
  });

  it('is asked about for each element of a batch, which passes whole or not at all', async () => {
    const batch = `[${read},${callTool('read_text_file', { path: '/srv/data/b' }, 2)}]`;
    const headers = { ...reader, 'MCP-Protocol-Version': '2025-03-26' };
    recorder().answer((_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]'); });
    expect((await send(batch, headers)).status).toBe(200);
    expect(decider().requests.map((asked) => questionOf(asked)['resource'])).toMatchObject([{ properties: { arguments: { path } } }, { properties: { arguments: { path: '/srv/data/b' } } }]);
    recorder().reset();
    decider().answer((asked, response) => { decide({ decision: !asked.body.includes('/srv/data/b') })(asked, response); });
    await expectRefused(gateway(), recorder(), batch, { headers }, { ...denied, id: 2 });
  });

  it('is asked about in its session, of which nobody learns the id', async () => {
    await openSession(recorder(), 'secret-session', (initialize) => post(gateway().port, initialize, { headers: reader }));
    await send(read, { ...reader, 'Mcp-Session-Id': 'secret-session' });
    expect(decider().requests.map((asked) => questionOf(asked)['context'])).toMatchObject([{ session: createHash('sha256').update('secret-session').digest('hex') }]);
    expect(decider().requests.some(({ body }) => body.includes('secret-session'))).toBe(false);
  });

  it('goes on byte for byte, wherever the body was kept', async () => {
    const long = ` ${callTool('write_file', { path: '/srv/data/out/a', content: 'all work & no play '.repeat(4000) })}`;
    expect(resultOf(await send(long, operator))).toEqual({});
    const chunked = renderRequest('', { headers: { ...operator, 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' } });
    const socket = openSocket(gateway().port);
    const answers = readAnswers(socket, 1);
    socket.write(Buffer.concat([chunked, Buffer.from(`${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`)]));
    expect((await answers).map(({ status }) => status)).toEqual([200]);
    expect(recorder().requests.map(({ body }) => body.toString() === long)).toEqual([true, true]);
    expect(decider().requests.every(({ body }) => body.length < 1000)).toBe(true);
  });

  it.each([
    ['quotes and lines', { q: 'he said: "},"decision":true,\r\nX: y' }],
    ['escapes', { q: 'a \\" b \u2028 \u00e9' }],
    ['an object', { q: { decision: true, context: { address: '192.0.2.1' } } }],
  ])('is asked about in a question nobody can break out of: %s', async (_, args) => {
    const answer = await send(callTool('search', args), operator);
    expect(decider().requests.every(({ headers }) => headers['x'] === undefined)).toBe(true);
    for (const asked of decider().requests) expect(questionOf(asked)).toMatchObject({ context: { address: '127.0.0.1' }, resource: { properties: { arguments: args } } });
    expect(resultOf(answer)).toEqual({});
  });

  it('keeps connections to the other', async () => {
    const ports = new Set<number>();
    decider().answer((asked, response) => {
      ports.add(response.socket?.remotePort ?? 0);
      decide({ decision: true })(asked, response);
    });
    for (let time = 0; time < 20; time++) await send(read);
    expect(ports.size).toBe(1);
    await Promise.all(Array.from({ length: 40 }, () => send(read)));
    expect(recorder().requests).toHaveLength(60);
  });
});

describe('without a decision', () => {
  const { gateway, recorder, decider } = useDecidedGateway(policyWith('{ type: authzen, timeout: 300ms }'));
  const yes = JSON.stringify({ decision: true });
  const json = { 'content-type': 'application/json' };

  it.each<[string, Script]>([
    ['takes too long', () => undefined],
    ['answers byte by byte', (_, response) => {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => { clearInterval(drip); });
      setTimeout(() => response.end(yes), 1500);
    }],
    ['fails', (_, response) => { response.writeHead(500, json).end(yes); }],
    ['says it is not allowed to answer', (_, response) => { response.writeHead(401, json).end(yes); }],
    ['sends on', (_, response) => { response.writeHead(302, { ...json, location: '/allow' }).end(yes); }],
    ['answers nothing', (_, response) => { response.writeHead(204).end(); }],
    ['answers an empty text', (_, response) => { response.writeHead(200, json).end(); }],
    ['answers a page', (_, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end(yes); }],
    ['does not say what it answers', (_, response) => { response.writeHead(200).end(yes); }],
    ['answers something else', decide({ result: true })],
    ['answers a word', decide({ decision: 'true' })],
    ['answers a number', decide({ decision: 1 })],
    ['answers a list', decide([{ decision: true }])],
    ['answers null', decide(null)],
    ['answers true', decide(true)],
    ['answers what is hardly JSON', (_, response) => { response.writeHead(200, json).end('{decision:true}'); }],
    ['answers twice', (_, response) => { response.writeHead(200, json).end(`${yes}${yes}`); }],
    ['answers compressed', (_, response) => { response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(yes)); }],
    ['is cut off', (_, response) => { response.writeHead(200, { ...json, 'content-length': 100 }).write(yes, () => response.destroy()); }],
    ['is cut off within', (_, response) => { response.writeHead(200, json).write('{"decision":tr', () => response.destroy()); }],
    ['hangs up', (_, response) => { response.destroy(); }],
    ['speaks no HTTP', (_, response) => { response.socket?.end('decision: true\r\n\r\n'); }],
  ])('nothing passes when it %s', async (_, script) => {
    decider().answer(script);
    await expectRefused(gateway(), recorder(), read, { headers: reader }, unavailable);
    expect(decider().requests.length).toBeGreaterThan(0);
  });

  it.each<[string, Script]>([
    ['at once', (_, response) => { response.writeHead(200, { ...json, 'content-length': 1_000_000 }).end(yes.padEnd(1_000_000)); }],
    ['piece by piece', (_, response) => {
      response.writeHead(200, json);
      for (let piece = 0; piece < 100; piece++) response.write(yes.padStart(10_000));
      response.end();
    }],
  ])('nothing passes when it answers too much, %s: the connection is closed', async (_, script) => {
    decider().answer(script);
    const before = (await gateway().decisions()).length;
    expect(await readAnswers(sendRequest(gateway().port), 1)).toEqual([]);
    await expect.poll(async () => (await gateway().decisions()).slice(before)).toMatchObject([{ decision: 'deny', rule: 'external.unavailable', target: 'read_text_file', status: 503 }]);
    expect(recorder().requests).toEqual([]);
    decider().answer(decide({ decision: true }));
    expect(resultOf(await post(gateway().port, read, { headers: reader }))).toEqual({});
  });

  it('nobody waits for longer than the policy says', async () => {
    decider().answer(() => undefined);
    const begun = performance.now();
    expect(readError(await post(gateway().port, read, { headers: reader })).error.code).toBe(-32603);
    expect(performance.now() - begun).toBeGreaterThan(290);
    expect(performance.now() - begun).toBeLessThan(1800);
  });

  it('the error log says why, and nothing of the question', async () => {
    decider().answer((_, response) => { response.writeHead(500, json).end(); });
    await post(gateway().port, read, { headers: reader });
    expect(gateway().errorLog()).toContain('portcullis: external.unavailable: /portcullis_decision: status 500');
    expect(gateway().errorLog()).not.toContain(path);
  });

  it('a client that hangs up leaves nothing behind', async () => {
    const arrived = new Promise<void>((resolve) => { decider().answer(() => { resolve(); }); });
    const socket = sendRequest(gateway().port);
    await arrived;
    socket.destroy();
    await gateway().awaitDecision(({ rule, decision }) => rule === 'external.unavailable' && decision === 'deny');
    decider().answer(decide({ decision: true }));
    expect(resultOf(await post(gateway().port, read, { headers: reader }))).toEqual({});
  });

  it('a reload while it is asked loses nothing', async () => {
    let answer: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      decider().answer((asked, response) => {
        answer = () => { decide({ decision: true })(asked, response); };
        resolve();
      });
    });
    const waiting = post(gateway().port, read, { headers: reader });
    await arrived;
    const reloaded = gateway().reload(/gracefully shutting down/);
    // Not awaited for as long as a decision may take.
    answer();
    expect(resultOf(await waiting)).toEqual({});
    await reloaded;
    decider().answer(decide({ decision: false }));
    expect(readError(await post(gateway().port, read, { headers: reader })).error.code).toBe(-31403);
  });
});

function sendRequest(port: number) {
  const socket = connect(port, '127.0.0.1');
  socket.write(renderRequest(read, { headers: reader }));
  return socket;
}

describe('a question that is too long', () => {
  const policy = policyWith('{ type: authzen }').replace('content: { kind: text, string: 128KiB }', 'content: { kind: code, string: 128KiB }').replace('write_file: {', 'write_file: { decisions: { arguments: [content] },');
  const { gateway, recorder, decider } = useDecidedGateway(policy);

  it('is not asked, and denied', async () => {
    const write = (content: string): string => callTool('write_file', { path: '/srv/data/out/a', content });
    expect(resultOf(await post(gateway().port, write('a\n'.repeat(20_000)), { headers: operator }))).toEqual({});
    expect(decider().requests.map(({ body }) => body.length)).toEqual([expect.closeTo(60_000, -3)]);
    recorder().reset();
    await expectRefused(gateway(), recorder(), write('a\n'.repeat(25_000)), { headers: operator }, { ...denied, rule: 'external.size' });
    expect(decider().requests).toHaveLength(1);
  });
});

describe('nobody who answers', () => {
  const policy = policyWith('{ type: authzen }');
  const { gateway: down, recorder } = useDecidedGateway(policy, '', { extraServer: decisionLocation('http://127.0.0.1:9') });
  const { gateway: none } = useDecidedGateway(policy, '', { extraServer: '' });
  const { gateway: nowhere } = useDecidedGateway(policy, '', { extraServer: decisionLocation('http://unix:/nonexistent/socket:/') });
  beforeEach(() => { recorder().reset(); });

  it.each([['is down', down], ['has no location', none], ['cannot even be connected to', nowhere]] as const)('lets nothing pass: it %s', async (_, gateway) => {
    for (let time = 0; time < 3; time++) await expectRefused(gateway(), recorder(), read, { headers: reader }, unavailable);
    expect(gateway().errorLog()).not.toMatch(/exited on signal/);
    expect((await post(gateway().port, request('tools/list'), { headers: reader })).status).toBe(200);
  });
});

describe('over TLS', () => {
  const other = useRunning(async () => {
    const folder = await mkdtemp(join(inject('runFolder'), 'decisions-'));
    const authority = await makeAuthority(folder, 'authority');
    const pem = await issue(authority, { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }, '/CN=decider', 'DNS:decider.example');
    const server = createServer({ ...pem }, (_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"decision":true}'); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
      target: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      trusted: authority.cert,
      stop: async () => {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      },
    };
  });

  it.each([['is asked', 'decider.example', true], ['whose certificate has another name is not believed', 'other.example', false]])('who %s', async (_, name, passes) => {
    const recorder = await startRecorder();
    const { target, trusted } = other();
    const extraServer = `location = /portcullis_decision { include portcullis/decisions.conf; proxy_pass ${target}; proxy_ssl_name ${name}; proxy_ssl_trusted_certificate ${trusted}; }`;
    const gateway = await startGateway({ policy: policyWith('{ type: authzen, timeout: 2s }'), upstreams: [{ server: 'files', name: 'files', address: recorder.address, locations: ['/mcp'] }], extraServer });
    const answer = await post(gateway.port, read, { headers: reader });
    expect(await gateway.decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ rule: passes ? '' : 'external.unavailable' });
    expect(recorder.requests).toHaveLength(passes ? 1 : 0);
    expect(gateway.errorLog()).not.toMatch(/exited on signal/);
    await gateway.stop();
    await recorder.stop();
  });
});

describe('a decision point that would steer nginx', () => {
  const recorder = useRunning(startRecorder);
  const decider = useRunning(startRecorder);
  const gateway = useGateway(() => startGateway({
    policy: policyWith('{ type: authzen, timeout: 2s }'),
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    extraServer: `location = /yes { internal; default_type application/json; return 200 '{"decision":true}'; } ${decisionLocation(`http://${decider().address}/`)}`,
  }));

  it('does not', async () => {
    decider().answer((_, response) => { response.writeHead(200, { 'content-type': 'application/json', 'x-accel-redirect': '/yes' }).end('{"decision":false}'); });
    await expectRefused(gateway(), recorder(), read, { headers: reader }, denied);
  });
});

describe('in an nginx that compresses everything', () => {
  const { gateway, recorder } = useDecidedGateway(policyWith('{ type: authzen, timeout: 2s }'), undefined, { editHttpConf: (conf) => `gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any; proxy_buffering off;\n${conf}` });

  it('decisions are read all the same', async () => {
    expect(resultOf(await post(gateway().port, read, { headers: { ...reader, 'Accept-Encoding': 'gzip', 'Range': 'bytes=0-1', 'If-None-Match': '*' } }))).toEqual({});
    expect(recorder().requests).toHaveLength(1);
  });
});

describe('decisions that are kept', () => {
  const { keys, file } = makeKeys({ first: ['one', 'reader'], second: ['two', 'reader'] });
  const policy = policyWith('{ type: authzen, cache: 1s }').replace('trusted_hops: [127.0.0.1/32]', 'trusted_hops: [127.0.0.1/32], api_keys: {}');
  const { gateway, recorder, decider } = useDecidedGateway(policy, undefined, { keys: file, workers: 2, editPolicyConf: (conf) => conf.replace(/portcullis_decided:1m timeout=99m/, 'portcullis_decided:64k timeout=99m') });
  const bearer = (key: string): Headers => ({ Authorization: `Bearer ${key}` });
  let turn = 0;
  /** A path nobody asked about. */
  const fresh = (): string => `/srv/data/${turn++}`;
  const send = (file: string, headers: Headers = reader, from = '127.0.0.1') => post(gateway().port, callTool('read_text_file', { path: file }), { headers, from });

  it('are asked for once by all workers', async () => {
    const file = fresh();
    await send(file);
    await Promise.all(Array.from({ length: 20 }, () => send(file)));
    expect(decider().requests).toHaveLength(1);
    expect(recorder().requests).toHaveLength(21);
  });

  it('hold for nothing but the same question', async () => {
    const file = fresh();
    await openSession(recorder(), `session-${file.slice(10)}`, (initialize) => post(gateway().port, initialize, { headers: bearer(keys.first) }));
    decider().reset();
    decider().answer(decide({ decision: true }));
    await send(file, bearer(keys.first));
    await send(fresh(), bearer(keys.first));
    await send(file, bearer(keys.second));
    await send(file, reader);
    await send(file, operator);
    await send(file, bearer(keys.first), '127.0.0.2');
    await send(file, { ...bearer(keys.first), 'Mcp-Session-Id': `session-${file.slice(10)}` });
    expect(decider().requests).toHaveLength(7);
    await send(file, bearer(keys.first));
    expect(decider().requests).toHaveLength(7);
  });

  it('hold for denials too, and no longer than the policy says', async () => {
    const file = fresh();
    decider().answer(decide({ decision: false }));
    expect(readError(await send(file)).error.code).toBe(-31403);
    decider().answer(decide({ decision: true }));
    expect(readError(await send(file)).error.code).toBe(-31403);
    expect(decider().requests).toHaveLength(1);
    await expect.poll(async () => JSON.parse((await send(file)).body.toString()) as unknown, { interval: 100, timeout: 5000 }).toHaveProperty('result');
    expect(decider().requests).toHaveLength(2);
  });

  it('are none where there was no decision', async () => {
    const file = fresh();
    decider().answer((_, response) => { response.writeHead(503).end(); });
    expect(readError(await send(file)).error.code).toBe(-32603);
    decider().answer(decide({ decision: true }));
    expect(JSON.parse((await send(file)).body.toString())).toHaveProperty('result');
  });

  it('make way for others: who has no room asks', async () => {
    const file = fresh();
    decider().answer((asked, response) => { decide({ decision: !asked.body.includes(`"${file}"`) })(asked, response); });
    for (let at = 0; at < 600; at++) expect(resultOf(await send(fresh()))).toEqual({});
    expect(readError(await send(file)).error.code).toBe(-31403);
    expect(gateway().errorLog()).not.toMatch(/\[(?:alert|emerg)\]/);
  });
});

describe('in monitor mode', () => {
  const { gateway, recorder, decider } = useDecidedGateway(policyWith('{ type: authzen, timeout: 200ms }').replace('version: 1', 'version: 1\nmode: monitor'));

  it.each<[string, Script, Rule]>([['denied', decide({ decision: false }), 'external.denied'], ['not decided', () => undefined, 'external.unavailable']])('what is %s elsewhere is logged, and passes', async (_, script, rule) => {
    decider().answer(script);
    const answer = await post(gateway().port, read, { headers: reader });
    expect(resultOf(answer)).toEqual({});
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'monitor', rule });
    expect(recorder().requests).toHaveLength(1);
  });
});

describe('a server that asks nobody', () => {
  const { gateway, recorder, decider } = useDecidedGateway(recorderPolicy.replace('roles:\n', 'decisions: { type: authzen }\nroles:\n').replace('    tools:', '    decisions: off\n    tools:'));

  it('is as ever', async () => {
    expect(resultOf(await post(gateway().port, read, { headers: reader }))).toEqual({});
    expect(recorder().requests).toHaveLength(1);
    expect(decider().requests).toEqual([]);
  });
});

describe('OPA\'s Data API', () => {
  const { gateway, recorder, decider } = useDecidedGateway(policyWith('{ type: opa }'), '/v1/data/mcp/allow');

  it('is asked with an input', async () => {
    decider().answer(decide({ result: true, decision_id: '1' }));
    expect(recorder().requests).toHaveLength(0);
    await post(gateway().port, read, { headers: reader });
    expect(recorder().requests).toHaveLength(1);
    expect(decider().requests.map((asked) => [asked.url, questionOf(asked)])).toMatchObject([['/v1/data/mcp/allow', { input: { subject: { id: 'reader' }, resource: { id: 'read_text_file' } } }]]);
  });

  it.each<[string, unknown, object]>([
    ['false', { result: false }, denied],
    ['nothing, where no rule holds', {}, denied],
    ['a document', { result: { allow: true } }, unavailable],
    ['a word', { result: 'true' }, unavailable],
    ['what AuthZEN says', { decision: true }, denied],
  ])('denies by %s', async (_, answer, refusal) => {
    decider().answer(decide(answer));
    await expectRefused(gateway(), recorder(), read, { headers: reader }, refusal as typeof denied);
  });
});
