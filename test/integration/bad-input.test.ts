import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { callTool, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, renderRequest, type Headers } from '../support/post.ts';
import { openSocket, readAnswer, readAnswers, sendRaw } from '../support/raw-http.ts';
import { expectRefusal, expectRefused, type Refusal } from '../support/refusal.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { gateway, recorder } = useRecordedGateway(recorderPolicy);
const reader = { 'X-Agent-Role': 'reader' };
const good = callTool('read_text_file', { path: '/srv/data/a.txt' });
/** The good call with something else in the place of its file name. */
const withPath = (json: string): string => good.replace('"/srv/data/a.txt"', json);
const bytes = (...parts: (string | readonly number[])[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const [head = '', tail = ''] = withPath('"#"').split('#');

const parseError = { status: 400, code: -32700 } as const;
const invalid = { status: 400, code: -32600 } as const;

describe('a good call', () => {
  it('reaches the upstream byte for byte', async () => {
    const answer = await post(gateway().port, good, { headers: reader });
    expect(answer.status).toBe(200);
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual([good]);
  });

  it('reaches the upstream whole when it is sent in chunks', async () => {
    const half = good.length >> 1;
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
    const chunked = `${chunk(good.slice(0, half))}${chunk(good.slice(half))}0\r\n\r\n`;
    const headText = renderRequest('', { headers: { ...reader, 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' } });
    const answer = await sendRaw(gateway().port, Buffer.concat([headText, Buffer.from(chunked)]));
    expect(answer.status).toBe(200);
    expect(recorder().requests.map(({ body, headers }) => [body.toString(), headers['content-length']])).toEqual([[good, `${good.length}`]]);
  });

  it('reaches the upstream whole when it comes slowly', async () => {
    const socket = openSocket(gateway().port);
    const answer = readAnswer(socket);
    const all = renderRequest(good, { headers: reader });
    socket.write(all.subarray(0, all.length - 20));
    socket.once('ready', () => setTimeout(() => socket.write(all.subarray(all.length - 20)), 50));
    expect((await answer).status).toBe(200);
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual([good]);
  });

  it('reaches the upstream whole when the client waits to be asked for it', async () => {
    const socket = openSocket(gateway().port);
    const answer = readAnswer(socket);
    const all = renderRequest(good, { headers: { ...reader, Expect: '100-continue' } });
    const bodyAt = all.length - good.length;
    socket.once('data', () => socket.write(all.subarray(bodyAt)));
    socket.write(all.subarray(0, bodyAt));
    expect((await answer).status).toBe(200);
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual([good]);
  });

  it.each([
    ['an empty parameter', 'application/json;'],
    ['charset=utf-8', 'application/json; charset=utf-8'],
    ['other case', 'Application/JSON'],
  ])('passes with a media type with %s', async (_, type) => {
    expect((await post(gateway().port, good, { headers: { ...reader, 'Content-Type': type } })).status).toBe(200);
  });
});

describe('a body that is refused', () => {
  const cases: readonly (readonly [string, Uint8Array | string, Refusal])[] = [
    ['is not JSON', 'hello', { rule: 'json.syntax', ...parseError }],
    ['is empty', '', { rule: 'json.syntax', ...parseError }],
    ['is truncated', good.slice(0, -2), { rule: 'json.syntax', ...parseError }],
    ['has something after the document', `${good} {}`, { rule: 'json.syntax', ...parseError }],
    ['has a comment', `${good.slice(0, -1)}/**/}`, { rule: 'json.syntax', ...parseError }],
    ['has a trailing comma', `${good.slice(0, -1)},}`, { rule: 'json.syntax', ...parseError }],
    ['has NaN', withPath('NaN'), { rule: 'json.syntax', ...parseError }],
    ['is larger than the policy allows', withPath(JSON.stringify('x'.repeat(1_100_000))), { rule: 'http.size', status: 413, code: -32600 }],
    ['nests too deep for the policy', withPath(`${'['.repeat(20)}${']'.repeat(20)}`), { rule: 'json.depth', id: 1, ...invalid }],
    // So deep that the engine's own parser gives up.
    ['nests 10,000 deep', withPath(`${'['.repeat(10_000)}${']'.repeat(10_000)}`), { rule: 'json.syntax', ...parseError }],
    ['nests 200,000 deep', withPath(`${'['.repeat(200_000)}${']'.repeat(200_000)}`), { rule: 'json.syntax', ...parseError }],
    ['is UTF-16 with a byte order mark', Buffer.from(`\ufeff${good}`, 'utf16le'), { rule: 'json.utf8', ...parseError }],
    ['is UTF-16 without one', Buffer.from(good, 'utf16le'), { rule: 'json.nul', ...parseError }],
    ['begins with a byte order mark', `\ufeff${good}`, { rule: 'json.utf8', ...parseError }],
    ['has a raw NUL', bytes(head, [0], tail), { rule: 'json.nul', ...parseError }],
    ['has an escaped NUL', withPath('"/srv/data/a\\u0000.txt"'), { rule: 'json.nul', ...parseError }],
    ['has a raw control character', bytes(head, [7], tail), { rule: 'json.syntax', ...parseError }],
    ['has an overlong encoding', bytes(head, [0xc0, 0xaf], tail), { rule: 'json.utf8', ...parseError }],
    ['has a lone continuation byte', bytes(head, [0x80], tail), { rule: 'json.utf8', ...parseError }],
    ['has a truncated sequence', bytes(head, [0xe2, 0x82], tail), { rule: 'json.utf8', ...parseError }],
    ['has a surrogate in UTF-8', bytes(head, [0xed, 0xa0, 0x80], tail), { rule: 'json.utf8', ...parseError }],
    ['has a code point beyond Unicode', bytes(head, [0xf4, 0x90, 0x80, 0x80], tail), { rule: 'json.utf8', ...parseError }],
    ['has a lone surrogate', withPath('"\\ud800"'), { rule: 'json.surrogate', ...parseError }],
    ['has method twice', good.replace('{', '{"method":"ping",'), { rule: 'json.duplicate-key', ...invalid }],
    ['has an argument twice', good.replace('"path"', '"path":"/etc/passwd","path"'), { rule: 'json.duplicate-key', ...invalid }],
    ['has a key twice, once escaped', good.replace('"method"', '"meth\\u006fd":"ping","method"'), { rule: 'json.duplicate-key', ...invalid }],
    ['spells a key with an escape', good.replace('"name"', '"na\\u006de"'), { rule: 'json.key', ...invalid }],
    ['has a key of the protocol in other case', good.replace('"method"', '"Method":"ping","method"'), { rule: 'json.key', id: 1, ...invalid }],
    ['has a parameter in other case', good.replace('"name"', '"Name":"write_file","name"'), { rule: 'json.key', id: 1, ...invalid }],
    ['has __proto__', withPath('{"__proto__":{"a":1}}'), { rule: 'json.key', ...invalid }],
    ['has an integer beyond 2^53', withPath('9007199254740993'), { rule: 'json.number', ...invalid }],
    ['has a number beyond a double', withPath('1e400'), { rule: 'json.number', ...invalid }],
    ['is a number', '1', { rule: 'rpc.shape', ...invalid }],
    ['is a batch', `[${good}]`, { rule: 'rpc.batch', ...invalid }],
    ['has no jsonrpc', good.replace('"jsonrpc":"2.0",', ''), { rule: 'rpc.shape', id: 1, ...invalid }],
    ['has another jsonrpc', good.replace('"2.0"', '"1.0"'), { rule: 'rpc.shape', id: 1, ...invalid }],
    ['has an unknown member', good.replace('{', '{"extra":1,'), { rule: 'rpc.shape', id: 1, ...invalid }],
    ['has id null', good.replace('"id":1', '"id":null'), { rule: 'rpc.id', ...invalid }],
    ['has id 1.5', good.replace('"id":1', '"id":1.5'), { rule: 'rpc.id', ...invalid }],
    ['has an object as id', good.replace('"id":1', '"id":{}'), { rule: 'rpc.id', ...invalid }],
    ['has true as id', good.replace('"id":1', '"id":true'), { rule: 'rpc.id', ...invalid }],
    ['has an array as params', request('tools/call', ['read_text_file']), { rule: 'rpc.params', id: 1, status: 400, code: -32602 }],
    ['has no tool name', request('tools/call', { arguments: {} }), { rule: 'rpc.params', id: 1, status: 400, code: -32602 }],
    ['has a number as tool name', request('tools/call', { name: 7 }), { rule: 'rpc.params', id: 1, status: 400, code: -32602 }],
    ['has a tool name of 10 KB', callTool('x'.repeat(10_240), {}), { rule: 'policy.tool', id: 1, status: 200, code: -31403 }],
    ['has an argument of 10 KB', callTool('read_text_file', { path: `/srv/data/${'x'.repeat(10_240)}` }), { rule: 'json.string', id: 1, ...invalid }],
    ['has a parameter of 10 KB', request('tools/list', { cursor: 'x'.repeat(10_240) }), { rule: 'json.string', id: 1, ...invalid }],
    ['names a tool in other case', callTool('READ_TEXT_FILE', { path: '/srv/data/a' }), { rule: 'policy.tool', id: 1, status: 200, code: -31403 }],
    ['has an array too long', withPath(`[${'1,'.repeat(2000)}1]`), { rule: 'json.array', id: 1, ...invalid }],
  ];

  it.each(cases)('%s', async (_, body, refusal) => {
    await expectRefused(gateway(), recorder(), body, { headers: reader }, refusal);
  });

  it('is 50 MB', async () => {
    const socket = openSocket(gateway().port);
    const answer = readAnswer(socket);
    const chunk = Buffer.alloc(1 << 20, 0x20);
    socket.write(renderRequest('', { headers: { ...reader, 'Content-Length': `${50 << 20}` } }));
    let left = 50;
    const feed = () => { while (left > 0 && !socket.destroyed && socket.write(chunk)) left--; };
    socket.on('drain', feed);
    feed();
    await expectRefusal(gateway(), recorder(), await answer, { rule: 'http.error', status: 413, code: -32600 });
  });

  it('is 50 MB in chunks that never say so', async () => {
    const socket = openSocket(gateway().port);
    const answer = readAnswer(socket);
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1 << 20, 0x20), Buffer.from('\r\n')]);
    socket.write(renderRequest('', { headers: { ...reader, 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' } }));
    let left = 50;
    const feed = () => { while (left > 0 && !socket.destroyed && socket.write(chunk)) left--; };
    socket.on('drain', feed);
    feed();
    await expectRefusal(gateway(), recorder(), await answer, { rule: 'http.error', status: 413, code: -32600 });
  });

  it('is compressed', async () => {
    await expectRefused(gateway(), recorder(), gzipSync(good), { headers: { ...reader, 'Content-Encoding': 'gzip' } }, { rule: 'http.encoding', status: 415, code: -32600 });
  });
});

describe('HTTP around a good body that is refused', () => {
  const cases: readonly (readonly [string, Headers, Refusal])[] = [
    ['no media type', { 'Content-Type': undefined }, { rule: 'http.media-type', status: 415, code: -32600 }],
    ['the wrong media type', { 'Content-Type': 'text/plain' }, { rule: 'http.media-type', status: 415, code: -32600 }],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, { rule: 'http.media-type', status: 415, code: -32600 }],
    ['a media type that merely begins alike', { 'Content-Type': 'application/jsonp' }, { rule: 'http.media-type', status: 415, code: -32600 }],
    ['another charset', { 'Content-Type': 'application/json; charset=utf-16' }, { rule: 'http.media-type', status: 415, code: -32600 }],
    ['a content encoding that is a lie', { 'Content-Encoding': 'br' }, { rule: 'http.encoding', status: 415, code: -32600 }],
    ['two content encodings', { 'Content-Encoding': ['identity', 'gzip'] }, { rule: 'http.encoding', status: 415, code: -32600 }],
    ['an evil Origin', { Origin: 'https://evil.example' }, { rule: 'http.origin', status: 403, code: -32600 }],
    ['the Origin null', { Origin: 'null' }, { rule: 'http.origin', status: 403, code: -32600 }],
    ['a websocket upgrade', { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Version': '13' }, { rule: 'http.upgrade', ...invalid }],
    ['an upgrade to HTTP/2', { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' }, { rule: 'http.upgrade', ...invalid }],
    ['two session ids', { 'Mcp-Session-Id': ['one', 'two'] }, { rule: 'http.session', ...invalid }],
    ['a session id with a space', { 'Mcp-Session-Id': 'a b' }, { rule: 'http.session', ...invalid }],
    ['a role sent twice', { 'X-Agent-Role': ['reader', 'operator'] }, { rule: 'role.repeated', id: 1, status: 403, code: -31403 }],
    ['two roles in one header', { 'X-Agent-Role': 'reader, operator' }, { rule: 'role.repeated', id: 1, status: 403, code: -31403 }],
    ['an unsupported legacy version', { 'MCP-Protocol-Version': '2099-01-01x' }, { rule: 'mcp.version', id: 1, ...invalid }],
    ['a header that disagrees with the body', { 'Mcp-Method': 'tools/list' }, { rule: 'mcp.header', id: 1, status: 400, code: -32020 }],
    ['a tool name header that disagrees', { 'Mcp-Method': 'tools/call', 'Mcp-Name': 'write_file' }, { rule: 'mcp.header', id: 1, status: 400, code: -32020 }],
  ];

  it.each(cases)('%s', async (_, headers, refusal) => {
    await expectRefused(gateway(), recorder(), good, { headers: { ...reader, ...headers } }, refusal);
  });

  it('a role from a hop that is not trusted', async () => {
    await expectRefused(gateway(), recorder(), good, { headers: { 'X-Agent-Role': 'operator' }, from: '127.0.0.2' }, { rule: 'role.untrusted', id: 1, status: 403, code: -31403 });
  });

  it.each(['/mcp/', '/mcp/extra', '/mcp/%2e', '/mcp%3F', '/mcpx', '/MCP/../mcp/x'])('the path %s under the MCP location', async (path) => {
    await expectRefused(gateway(), recorder(), good, { headers: reader, path }, { rule: 'http.path', status: 404, code: -32600 });
  });

  it.each(['?access_token=abc', '?sessionId=abc', '?a', '??'])('the query %s', async (query) => {
    await expectRefused(gateway(), recorder(), good, { headers: reader, path: `/mcp${query}` }, { rule: 'http.query', ...invalid });
  });

  it.each(['PUT', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND'])('the method %s', async (method) => {
    const answer = await sendRaw(gateway().port, renderRequest(method === 'HEAD' ? '' : good, { method, headers: { ...reader, Connection: 'close' } })).catch(() => undefined);
    expect(answer?.status ?? 405).toBe(405);
    expect(await gateway().awaitDecision(({ http_method }) => http_method === method)).toMatchObject({ rule: 'http.method', decision: 'deny', status: 405 });
    expect(recorder().requests).toEqual([]);
  });

  it.each(['GET', 'DELETE'])('a body sent with %s', async (method) => {
    await expectRefused(gateway(), recorder(), good, { method, headers: reader }, { rule: 'http.body', ...invalid });
  });

  it('a GET that wants no event stream', async () => {
    await expectRefused(gateway(), recorder(), '', { method: 'GET', headers: { ...reader, Accept: 'application/json' } }, { rule: 'http.accept', status: 406, code: -32600 });
  });
});

describe('framing that two parsers could read differently', () => {
  const cases: readonly (readonly [string, Headers])[] = [
    ['Content-Length and chunked together', { 'Transfer-Encoding': 'chunked' }],
    ['two lengths', { 'Content-Length': [`${good.length}`, '0'] }],
    ['a list of lengths', { 'Content-Length': `${good.length}, ${good.length}` }],
    ['a negative length', { 'Content-Length': '-1' }],
    ['a length with a sign', { 'Content-Length': `+${good.length}` }],
    ['a hexadecimal length', { 'Content-Length': `0x${good.length.toString(16)}` }],
    ['a transfer encoding twice', { 'Content-Length': undefined, 'Transfer-Encoding': ['chunked', 'chunked'] }],
    ['a transfer encoding nobody knows', { 'Content-Length': undefined, 'Transfer-Encoding': 'gzip, chunked' }],
    ['no Host', { Host: undefined }],
    ['two Hosts', { Host: ['localhost', 'evil.example'] }],
    ['two media types', { 'Content-Type': ['application/json', 'text/plain'] }],
    ['a space before the colon', { 'Content-Length ': `${good.length}` }],
  ];

  it.each(cases)('%s is answered with an error of JSON-RPC', async (_, headers) => {
    const answer = await post(gateway().port, good, { headers: { ...reader, ...headers } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ jsonrpc: '2.0', error: { code: -32600 } });
    expect({ requests: recorder().requests, broken: recorder().broken }).toEqual({ requests: [], broken: [] });
  });

  it('a length beyond the body never gets an answer from the upstream', async () => {
    const socket = openSocket(gateway().port);
    socket.write(renderRequest(good, { headers: { ...reader, 'Content-Length': `${good.length + 10}` } }), () => socket.end());
    await readAnswers(socket, 1);
    expect(recorder().requests).toEqual([]);
  });

  it('bytes after the length are a request of their own', async () => {
    const smuggled = renderRequest(callTool('write_file', { path: '/srv/data/out/x', content: '' }, 2), { headers: reader });
    const socket = openSocket(gateway().port);
    const answers = readAnswers(socket, 2);
    socket.write(Buffer.concat([renderRequest(good, { headers: reader }), smuggled]));
    const [first, second] = await answers;
    expect(first?.status).toBe(200);
    expect(JSON.parse(second?.body.toString() ?? '')).toMatchObject({ id: 2, error: { code: -31403 } });
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual([good]);
  });

  it('each of many pipelined requests is judged by itself', async () => {
    const socket = openSocket(gateway().port);
    const answers = readAnswers(socket, 10);
    const bodies = Array.from({ length: 10 }, (_, index) => callTool(index % 2 === 0 ? 'read_text_file' : 'write_file', { path: '/srv/data/a' }, index));
    socket.write(Buffer.concat(bodies.map((body) => renderRequest(body, { headers: reader }))));
    const codes = (await answers).map(({ body }) => (JSON.parse(body.toString()) as { error?: { code: number } }).error?.code);
    expect(codes).toEqual(bodies.map((_, index) => (index % 2 === 0 ? undefined : -31403)));
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual(bodies.filter((_, index) => index % 2 === 0));
  });

  it('HTTP/1.0 is judged like any other', async () => {
    const oldRequest = (body: string): string => renderRequest(body, { headers: reader }).toString().replace('HTTP/1.1', 'HTTP/1.0');
    expect((await sendRaw(gateway().port, oldRequest(good))).status).toBe(200);
    recorder().reset();
    const answer = await sendRaw(gateway().port, oldRequest(callTool('write_file', {})));
    await expectRefusal(gateway(), recorder(), answer, { rule: 'policy.tool', id: 1, status: 200, code: -31403 });
  });

  it.each(['/mcp/../mcp', '/%6dcp', '//mcp', '/./mcp', '/mcp/%2e%2e/mcp'])('the path %s reaches the one endpoint, written plainly', async (path) => {
    expect((await post(gateway().port, good, { headers: reader, path })).status).toBe(200);
    expect(recorder().requests.map(({ url }) => url)).toEqual(['/mcp']);
  });

  it.each(['/mcp/../admin', '/mcp/%2e%2e/admin', '/mcp%2f..%2fadmin', '/..%2fmcp', '/mcp\\..\\admin', '/mcp%00'])('the path %s reaches nothing', async (path) => {
    const answer = await post(gateway().port, good, { headers: reader, path });
    expect([400, 404]).toContain(answer.status);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ jsonrpc: '2.0', error: { code: -32600 } });
    expect(recorder().requests).toEqual([]);
  });

  it('an absolute URI is judged by its path, and the server is told the Host that was judged', async () => {
    expect((await post(gateway().port, good, { headers: reader, path: 'http://evil.example/mcp' })).status).toBe(200);
    expect(recorder().requests.map(({ url, headers }) => [url, headers.host])).toEqual([['/mcp', 'localhost']]);
  });
});
