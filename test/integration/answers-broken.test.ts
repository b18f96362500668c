import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectNoAnswer, noAnswer, readEvents } from '../support/answers.ts';
import { startGateway } from '../support/gateway.ts';
import { callTool, notification, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, renderRequest, type PostOptions } from '../support/post.ts';
import { openSocket, readAnswer, readAnswers, type RawAnswer } from '../support/raw-http.ts';
import { startRawServer } from '../support/raw-server.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const server = useRunning(startRawServer);
const gateway = useGateway(() =>
  startGateway({ policy: recorderPolicy, upstreams: [{ server: 'files', name: 'files', address: server().address, locations: ['/mcp'] }] }),
);
const call = callTool('read_text_file', { path: '/srv/data/a' });
const send = (body: string, options: PostOptions = {}): Promise<RawAnswer> => post(gateway().port, body, { ...options, headers: { 'X-Agent-Role': 'reader', ...options.headers } });
const open = (options: PostOptions = {}): Promise<RawAnswer> => send('', { method: 'GET', ...options });
/** All that comes until the gateway closes the connection. */
async function sendAndReadAll(): Promise<string> {
  const socket = openSocket(gateway().port);
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  socket.write(renderRequest(call, { headers: { 'X-Agent-Role': 'reader', Connection: 'close' } }));
  await once(socket, 'close');
  return Buffer.concat(pieces).toString();
}
const result = '{"jsonrpc":"2.0","id":1,"result":{"secret":1}}';
const head = (lines: string, status = '200 OK'): string => `HTTP/1.1 ${status}\r\n${lines}\r\n\r\n`;
const json = (body: string, status?: string): string => head(`Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`, status) + body;
const stream = head('Content-Type: text/event-stream\r\nTransfer-Encoding: chunked');
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const end = '0\r\n\r\n';
const logged = (answer: RawAnswer): Promise<unknown> => gateway().decision(answer.headers.get('x-request-id') ?? '');

describe('an answer that is no HTTP, or none to a POST, is an error', () => {
  it.each([
    ['a redirect', head('Location: http://evil.example/secret\r\nContent-Length: 0', '307 Temporary Redirect'), 502],
    ['304', head('ETag: "a"', '304 Not Modified'), 502],
    ['204', head('X: y', '204 No Content'), 502],
    ['202', head('Content-Length: 0', '202 Accepted'), 502],
    ['101', head('Upgrade: x\r\nConnection: upgrade', '101 Switching Protocols') + result, 502],
    ['a status beyond all', json(result, '799 Secret'), 502],
    ['HTML', head('Content-Type: text/html\r\nContent-Length: 21') + '<html>secret</html>\r\n', 502],
    ['no media type', head(`Content-Length: ${result.length}`) + result, 502],
    ['HTML with 500', head('Content-Type: text/html\r\nContent-Length: 19', '500 Oops') + '<html>secret</html>', 500],
    ['JSON-RPC with 500', json('{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"secret"}}', '500 Oops'), 500],
    ['text with 404', head('Content-Type: text/plain\r\nContent-Length: 6', '404 Not Found') + 'secret', 404],
  ])('%s', async (_, bytes, status) => {
    server().answer((socket) => { socket.end(Buffer.from(bytes, 'latin1')); });
    const answer = await send(call);
    expectNoAnswer(answer, status);
    expect(answer.headers.get('location')).toBeUndefined();
    expect(await logged(answer)).toMatchObject({ decision: 'allow', answer: expect.stringMatching(/^answer\.(status|media-type)$/) as unknown });
  });

  it.each([
    ['HTTP/0.9', result],
    ['garbage', '\0\x01\x02\xff secret'],
  ])('%s makes nginx answer without a head, and so no client takes it for an answer', async (_, bytes) => {
    server().answer((socket) => { socket.end(Buffer.from(bytes, 'latin1')); });
    expect(await sendAndReadAll()).toMatch(/^\{"jsonrpc":"2.0","id":1,"error":\{"code":-32603,[^{]*\{"requestId":"[\da-f]*"\}\}\}$/);
  });

  it.each(['HTTP/1.1 200 OK\r\nContent-Ty', `HTTP/1.1 200 OK\r\nX: ${'secret'.repeat(20_000)}\r\n\r\n`, ''])('a head that is none: %.30j', async (bytes) => {
    server().answer((socket) => { socket.end(bytes); });
    const answer = await send(call);
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ id: 1, error: { code: -32603 } });
  });

  it.each(['103 Early Hints', '100 Continue', '102 Processing'])('a %s before the answer does not end it', async (hint) => {
    server().answer((socket) => { socket.end(head('Link: </secret>', hint) + json(result.replace('secret', 'public'))); });
    expect(JSON.parse((await send(call)).body.toString())).toMatchObject({ id: 1 });
  });
});

describe('the body of an answer', () => {
  const broken: readonly (readonly [string, string | Buffer, string])[] = [
    ['is compressed', Buffer.concat([Buffer.from(head(`Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${gzipSync(result).length}`)), gzipSync(result)]), 'answer.encoding'],
    ['is compressed by the second of two headers', Buffer.concat([Buffer.from(head(`Content-Type: application/json\r\nContent-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: ${gzipSync(result).length}`)), gzipSync(result)]), 'answer.utf8'],
    ['is compressed and does not say so', Buffer.concat([Buffer.from(head(`Content-Type: application/json\r\nContent-Length: ${gzipSync(result).length}`)), gzipSync(result)]), 'answer.utf8'],
    ['is no JSON', json('secret'), 'answer.syntax'],
    ['is an event stream that says it is JSON', json(`data: ${result}\n\n`), 'answer.syntax'],
    ['is UTF-16', json(Buffer.from(result, 'utf16le').toString('latin1')), 'answer.syntax'],
    ['ends before the length it said', head(`Content-Type: application/json\r\nContent-Length: ${result.length + 5}`) + result, 'answer.cut'],
    ['is cut in its chunks', head('Content-Type: application/json\r\nTransfer-Encoding: chunked') + chunk(result), 'answer.cut'],
    ['is cut in the size of a chunk', `${head('Content-Type: application/json\r\nTransfer-Encoding: chunked')}2`, 'answer.cut'],
    ['does not come', head(`Content-Type: application/json\r\nContent-Length: ${result.length}`), 'answer.cut'],
    ['is empty', json(''), 'answer.syntax'],
    ['answers another', json(result.replace('1,', '2,')), 'answer.id'],
    ['is a request', json('{"jsonrpc":"2.0","id":1,"method":"roots/list","params":{"secret":1}}'), 'answer.cut'],
    ['is not UTF-8', Buffer.concat([Buffer.from(head('Content-Type: application/json\r\nConnection: close')), Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"secret":"\xc3("}}', 'latin1')]), 'answer.utf8'],
  ];
  it.each(broken)('that %s is one error', async (_, bytes, rule) => {
    server().answer((socket) => { socket.end(bytes); });
    const answer = await send(call);
    expectNoAnswer(answer, rule === 'answer.encoding' ? 502 : 200);
    expect(((await logged(answer)) as { answer: string }).answer).toContain(rule);
  });

  it('in chunks that are none makes nginx close the connection', async () => {
    server().answer((socket) => { socket.end(`${head('Content-Type: application/json\r\nTransfer-Encoding: chunked')}${chunk(result)}zz\r\n`); });
    expect(await sendAndReadAll()).not.toContain('secret');
  });

  it('longer than it said is no longer than that', async () => {
    const fine = result.replace('secret', 'public');
    server().answer((socket) => { socket.end(`${json(fine)}secret`); });
    expect((await send(call)).body.toString()).toBe(fine);
  });

  it('passes without its byte order mark', async () => {
    const fine = result.replace('secret', 'public');
    server().answer((socket) => { socket.end(json(`\ufeff${fine}`)); });
    expect((await send(call)).body.toString()).toBe(fine);
  });

  it.each([
    ['list', request('tools/list'), '201 Created'],
    ['list', request('tools/list'), '206 Partial Content'],
  ])('that is a %s to %s under %s is judged as any', async (_, asked, status) => {
    server().answer((socket) => { socket.end(json('{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"},{"name":"read_text_file"}]}}', status)); });
    expect(JSON.parse((await send(asked)).body.toString())).toEqual({ jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'read_text_file' }] } });
  });

  it('to a notification is left out', async () => {
    server().answer((socket) => { socket.end(json('{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"}]}}')); });
    const answer = await send(notification('notifications/initialized'));
    expect([answer.status, answer.body.toString()]).toEqual([200, '']);
  });
});

describe('an event stream', () => {
  const note = 'data: {"jsonrpc":"2.0","method":"notifications/progress","params":{}}\n\n';
  const event = (text: string): string => `data: ${text}\n\n`;

  const cuts: readonly (readonly [string, (bytes: string) => readonly string[]])[] = [
    ['ends', (bytes) => [stream, chunk(bytes), end]],
    ['is cut', (bytes) => [stream, chunk(bytes)]],
    ['is cut in a chunk', (bytes) => [stream, chunk(bytes), '50\r\ndata: {']],
    ['ends with its connection', (bytes) => [head('Content-Type: text/event-stream\r\nConnection: close'), bytes]],
  ];
  it.each(cuts)('that %s before the response ends in an error', async (_, parts) => {
    server().answer((socket) => { socket.end(parts(`${note}data: {"jsonrpc":"2.0"`).join('')); });
    const answer = await send(call);
    expect(answer.body.toString()).toMatch(/^data: .*progress.*\n\nevent: message\ndata: .*\n\n$/);
    expect(readEvents(answer).at(-1)).toMatchObject({ id: 1, error: noAnswer });
    expect(await logged(answer)).toMatchObject({ answer: 'answer.cut' });
  });

  it('that is reset in an event ends in an error', async () => {
    server().answer((socket) => { socket.write(stream + chunk(note) + chunk('data: {"json'), () => setImmediate(() => socket.resetAndDestroy())); });
    expect(readEvents(await send(call)).at(-1)).toMatchObject({ id: 1, error: noAnswer });
  });

  it('whose connection closes after its head ends in an error', async () => {
    server().answer((socket) => { socket.end(stream); });
    expect(readEvents(await send(call))).toMatchObject([{ id: 1, error: noAnswer }]);
  });

  it.each<[string, string, string]>([
    ['a list in an event that is not the response', event('{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"secret"}]}}'), 'answer.id'],
    ['a second response', event(result.replace('secret', 'public')) + event(result), 'answer.id'],
    ['an event of another type', `event: secret\n${event(result)}`, 'answer.event'],
    ['no JSON', event('secret'), 'answer.syntax'],
    ['a call', event('{"jsonrpc":"2.0","method":"tools/call","params":{"name":"secret"}}'), 'answer.request'],
    ['an address to post to', 'event: endpoint\ndata: http://evil.example/secret\n\n', 'answer.event'],
    ['an address of that kind among others', `event: message\nevent: endpoint\ndata: http://evil.example/secret\n\n`, 'answer.event'],
  ])('has not %s in it', async (_, bytes, rule) => {
    server().answer((socket) => { socket.end(stream + chunk(note) + chunk(bytes) + chunk(note) + end); });
    const answer = await send(call);
    expect(answer.body.toString()).not.toContain('secret');
    expect(answer.body.toString().split(note)).toHaveLength(3);
    expect(((await logged(answer)) as { answer: string }).answer).toContain(rule);
  });

  const list = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"},{"name":"read_text_file"}]}}';
  it.each([
    ['LF', event(list)],
    ['CR LF', event(list).replaceAll('\n', '\r\n')],
    ['CR', event(list).replaceAll('\n', '\r')],
    ['CR LF and LF', `data: ${list}\r\n\n`],
    ['LF and CR LF', `data: ${list}\n\r\n`],
    ['lines of its data', list.split(',').map((part, index, all) => `data: ${part}${index < all.length - 1 ? ',' : ''}\n`).join('') + '\n'],
    ['no blank', `data:${list}\n\n`],
    ['a byte order mark', `\ufeff${event(list)}`],
    ['a type', `event: message\nid: 4\n${event(list)}`],
  ])('has its list filtered, written with %s, in one piece or byte by byte', async (_, bytes) => {
    for (const parts of [[Buffer.from(bytes)], [...Buffer.from(bytes)].map((byte) => Buffer.from([byte]))]) {
      server().answer((socket) => {
        socket.write(stream);
        for (const part of parts) socket.write(Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]));
        socket.end(end);
      });
      expect(readEvents(await send(request('tools/list')))).toEqual([{ jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'read_text_file' }] } }]);
    }
  });

  it.each([['its bytes', 1], ['any two of them', 2], ['any three of them', 3]])('cut between %s passes as it came, whatever its characters', async (_, size) => {
    const text = event('{"jsonrpc":"2.0","id":1,"result":{"text":"größer 世界 🌍 \ufeff\ufeff\ufeff \ufeff\ufeff  \ufeff"}}');
    const bytes = Buffer.from(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (__, at) => bytes.subarray(at * size, (at + 1) * size));
    server().answer((socket) => {
      const next = (): void => {
        const piece = pieces.shift();
        if (piece === undefined) socket.end(end);
        else socket.write(Buffer.concat([Buffer.from(`${piece.length}\r\n`), piece, Buffer.from('\r\n')]), () => setImmediate(next));
      };
      socket.write(stream, next);
    });
    expect((await send(call)).body.toString()).toBe(text);
  });

  it('with invalid UTF-8 over two chunks ends there in an error', async () => {
    server().answer((socket) => {
      socket.write(Buffer.concat([Buffer.from(stream + chunk(note)), Buffer.from('7\r\ndata: \xe4\r\n', 'latin1')]), () => setImmediate(() => {
        socket.end(Buffer.concat([Buffer.from('1\r\n\xb8\r\n', 'latin1'), Buffer.from('1\r\n(\r\n'), Buffer.from(chunk(`\n\n${event(result)}`) + end)]));
      }));
    });
    const answer = await send(call);
    expect(answer.body.toString()).not.toContain('secret');
    expect(readEvents(answer)).toMatchObject([{ method: 'notifications/progress' }, { id: 1, error: noAnswer }]);
  });

  it.each([['U+2028', '\u2028'], ['U+2029', '\u2029'], ['NEL', '\x85']])('with %s in its data says it with an escape', async (_, unit) => {
    server().answer((socket) => { socket.end(stream + chunk(event(`{"jsonrpc":"2.0","id":1,"result":{"text":"a${unit}data: {}"}}`)) + end); });
    const answer = await send(call);
    expect(answer.body.toString()).not.toContain(unit);
    expect(readEvents(answer)).toEqual([{ jsonrpc: '2.0', id: 1, result: { text: `a${unit}data: {}` } }]);
  });

  it('opened by GET carries responses to others, and nobody asks for one', async () => {
    server().answer((socket) => { socket.end(stream + chunk(note + event(result.replace('secret', 'public'))) + end); });
    const answer = await open();
    expect(answer.body.toString()).toBe(note + event(result.replace('secret', 'public')));
    expect(await logged(answer)).toMatchObject({ answer: '' });
  });

  it('opened by GET that is cut only ends', async () => {
    server().answer((socket) => { socket.end(stream + chunk(`${note}data: {`)); });
    expect((await open()).body.toString()).toBe(note);
  });
});

describe('after a failed answer', () => {
  const fine = '{"jsonrpc":"2.0","id":1,"result":{"public":1}}';
  it.each([
    ['a JSON one', json('secret')],
    ['one of another media type', head('Content-Type: text/html\r\nContent-Length: 6') + 'secret'],
    ['a stream without its response', stream + end],
    ['a redirect', head('Location: /secret\r\nContent-Length: 0', '302 Found')],
    ['a stream of no UTF-8 that goes on for a while', Buffer.concat([Buffer.from(`${stream}1\r\n`), Buffer.from([0xff]), Buffer.from('\r\n'), ...Array.from({ length: 20 }, () => Buffer.from(chunk('x'.repeat(1000)))), Buffer.from(end)])],
  ])('(%s) the next on the same connection is right', async (_, bytes) => {
    let asked = 0;
    server().answer((socket) => { socket.write(asked++ === 0 ? bytes : json(fine)); });
    const socket = openSocket(gateway().port);
    const answers = readAnswers(socket, 2);
    const ordinary = renderRequest(call, { headers: { 'X-Agent-Role': 'reader' } });
    socket.write(Buffer.concat([ordinary, ordinary]));
    const [failed, next] = await answers;
    expect(failed?.body.toString()).toContain(noAnswer.message);
    expect(failed?.body.toString()).not.toContain('secret');
    expect(next?.body.toString()).toBe(fine);
  });
});

describe('other HTTP', () => {
  it('a client of HTTP/1.0 gets its answer, and an error for a cut one', async () => {
    for (const [bytes, expected] of [[json(result.replace('secret', 'public')), 'public'], [head('Content-Type: application/json\r\nContent-Length: 500') + result, noAnswer.message]] as const) {
      server().answer((socket) => { socket.end(bytes); });
      const socket = openSocket(gateway().port);
      const answer = readAnswer(socket);
      socket.write(renderRequest(call, { headers: { 'X-Agent-Role': 'reader' } }).toString('latin1').replace('HTTP/1.1', 'HTTP/1.0'));
      expect((await answer).body.toString()).toContain(expected);
    }
  });

  it('HEAD reaches nobody', async () => {
    let asked = 0;
    server().answer((socket) => { asked++; socket.destroy(); });
    const socket = openSocket(gateway().port);
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => { resolve(data.toString()); socket.destroy(); }));
    socket.write(renderRequest('', { method: 'HEAD', headers: { 'X-Agent-Role': 'reader' } }));
    expect(await answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(asked).toBe(0);
  });
});
