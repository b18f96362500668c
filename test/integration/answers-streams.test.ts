import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { describe, expect, it } from 'vitest';
import { expectNoAnswer, noAnswer, readEvents } from '../support/answers.ts';
import { expectEventsAtOnce } from '../support/event-stream.ts';
import { Inbox } from '../support/inbox.ts';
import { callTool, modernRequest, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, renderRequest, type PostOptions } from '../support/post.ts';
import { openSocket, readAnswer, type RawAnswer } from '../support/raw-http.ts';
import { openSession } from '../support/sessions.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { gateway, recorder } = useRecordedGateway(recorderPolicy, { extraServer: 'http2 on;' });
const call = callTool('read_text_file', { path: '/srv/data/a' });
const headers = { 'X-Agent-Role': 'reader' };
const send = (body: string, options: PostOptions = {}): Promise<RawAnswer> => post(gateway().port, body, { ...options, headers: { ...headers, ...options.headers } });
const answerWith = (body: string, head: Record<string, string> = {}, status = 200): void => {
  recorder().answer((_, response) => { response.writeHead(status, { 'content-type': 'application/json', ...head }).end(body); });
};
const note = 'data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}\n\n';
const response = (result: unknown, id: unknown = 1): string => JSON.stringify({ jsonrpc: '2.0', id, result });

/** Holds the streams that requests open, for the test to write to. */
function holdStreams(): Inbox<ServerResponse> {
  const streams = new Inbox<ServerResponse>();
  recorder().answer((_, stream) => {
    stream.on('error', () => undefined).writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
    streams.put(stream);
  });
  return streams;
}

describe('lists', () => {
  const tools = [{ name: 'write_file' }, { name: 'search' }, { name: 'read_text_file', inputSchema: { type: 'object' } }, { name: 'dormant' }, { name: 'note' }, { name: 'unheard_of' }];
  const namesFor = async (role: string): Promise<unknown> => {
    const { result } = JSON.parse((await send(request('tools/list'), { headers: { 'X-Agent-Role': role } })).body.toString()) as { result: { tools: { name: string }[] } };
    return result.tools.map(({ name }) => name);
  };

  it('show each role what it may call, in their order', async () => {
    answerWith(response({ tools }));
    expect([await namesFor('reader'), await namesFor('support'), await namesFor('operator')])
      .toEqual([['read_text_file'], ['search', 'read_text_file'], ['write_file', 'search', 'read_text_file', 'note']]);
  });

  it.each(['application/json', 'Application/JSON;charset=UTF-8', 'application/json ; x="y;z"', 'application/json; charset=utf-7'])('are filtered as %s', async (type) => {
    answerWith(response({ tools }), { 'content-type': type });
    const answer = await send(request('tools/list'));
    expect([answer.headers.get('content-type'), answer.body.toString()]).toEqual(['application/json', response({ tools: [tools[2]] })]);
  });

  it.each(['text/event-stream', 'Text/Event-Stream; charset=utf-8', 'text/event-stream;charset=utf-7'])('are filtered as %s', async (type) => {
    answerWith(`${note}event: message\nid: 3\nretry: 9\ndata: ${response({ tools })}\n\n`, { 'content-type': type });
    const answer = await send(request('tools/list'));
    expect([answer.headers.get('content-type'), answer.body.toString()]).toEqual(['text/event-stream', `${note}event: message\nid: 3\nretry: 9\ndata: ${response({ tools: [tools[2]] })}\n\n`]);
  });

  it('keep their pages, one that is empty for the role too', async () => {
    const pages = [[tools[0]], [tools[2], tools[1]], []];
    recorder().answer(({ body }, outgoing) => {
      const at = Number((JSON.parse(body.toString()) as { params?: { cursor?: string } }).params?.cursor ?? 0);
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(response({ tools: pages[at], ...(at < 2 ? { nextCursor: `${at + 1}` } : {}) }));
    });
    const seen = [];
    for (const cursor of [undefined, '1', '2']) seen.push(JSON.parse((await send(request('tools/list', cursor === undefined ? {} : { cursor }))).body.toString()) as unknown);
    expect(seen).toMatchObject([{ result: { tools: [], nextCursor: '1' } }, { result: { tools: [{ name: 'read_text_file' }], nextCursor: '2' } }, { result: { tools: [] } }]);
  });

  it('are private to their role in the modern era', async () => {
    answerWith(response({ tools, ttlMs: 1000, cacheScope: 'public', resultType: 'complete' }));
    const answer = await send(modernRequest('tools/list'), { headers: { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'tools/list' } });
    expect(JSON.parse(answer.body.toString())).toEqual({ jsonrpc: '2.0', id: 1, result: { tools: [tools[2]], ttlMs: 1000, cacheScope: 'private', resultType: 'complete' } });
  });

  it('that are none are an error, and the log says why', async () => {
    answerWith(response({ tools: 'secret' }));
    const answer = await send(request('tools/list'));
    expectNoAnswer(answer, 200);
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'allow', answer: 'answer.list' });
  });

  it('in a batch are filtered each', async () => {
    answerWith(`[${response({ tools }, 'a')},${response({ prompts: [{ name: 'summarize' }, { name: 'x' }] }, 2)}]`);
    const answer = await send(`[${request('tools/list', {}, 'a')},${request('prompts/list', {}, 2)}]`, { headers: { 'MCP-Protocol-Version': '2025-03-26' } });
    expect(JSON.parse(answer.body.toString())).toEqual([JSON.parse(response({ tools: [tools[2]] }, 'a')), JSON.parse(response({ prompts: [{ name: 'summarize' }] }, 2))]);
  });

  it('that come on a stream opened by GET, or resumed by its last event, are filtered by their shape', async () => {
    const session = await openSession(recorder(), 'resumed', (initialize) => send(initialize));
    expect(session.status).toBe(200);
    const streams = holdStreams();
    for (const more of [{}, { 'Mcp-Session-Id': 'resumed', 'Last-Event-ID': 'e-1' }]) {
      const answer = send('', { method: 'GET', headers: more });
      const stream = await streams.take(() => true);
      stream.end(`data: ${response({ tools }, 7)}\n\ndata: ${response({ tools: {} }, 8)}\n\n`);
      expect(readEvents(await answer)).toMatchObject([{ id: 7, result: { tools: [tools[2]] } }, { id: 8, error: noAnswer }]);
    }
    expect(recorder().requests.at(-1)?.headers['last-event-id']).toBe('e-1');
  });
});

describe('errors from behind', () => {
  it.each([
    [400, { code: -32022, message: 'Unsupported protocol version', data: { supported: ['2025-11-25'] } }, 1],
    [404, { code: -32001, message: 'Session not found' }, null],
    [404, { code: -32601, message: 'Method not found' }, 1],
    [405, { code: -32000, message: 'Method not allowed.' }, null],
  ])('with %i pass as the server said them', async (status, error, id) => {
    const text = JSON.stringify({ jsonrpc: '2.0', error, id });
    answerWith(text, {}, status);
    const answer = await send(call);
    expect([answer.status, answer.body.toString()]).toEqual([status, text]);
  });

  it('keep what asks for authentication', async () => {
    answerWith('who are you', { 'content-type': 'text/plain', 'www-authenticate': 'Bearer resource_metadata="https://x.example/y"' }, 401);
    const answer = await send(call);
    expectNoAnswer(answer, 401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer resource_metadata="https://x.example/y"');
  });

  it('keep 405 to a GET, which clients take for no stream', async () => {
    answerWith('no', { 'content-type': 'text/plain', allow: 'POST' }, 405);
    expect((await send('', { method: 'GET' })).status).toBe(405);
  });

  it.each([['HTML', 'text/html', 200, 502], ['an error', 'text/plain', 503, 503]])('that never end (%s) are answered at once', async (_, type, status, expected) => {
    recorder().answer((__, stream) => { stream.writeHead(status, { 'content-type': type }).write('secret'); });
    expectNoAnswer(await send(call), expected);
  });

  it('are told in the log, and not to the client', async () => {
    const heard = gateway().hears(/answer\.status: the server said: <h1>Traceback/);
    answerWith('<h1>Traceback</h1>', { 'content-type': 'text/html' }, 500);
    expectNoAnswer(await send(call), 500);
    await heard;
  });
});

describe('a stream', () => {
  it('passes each event at once', async () => {
    const open = (): Promise<Response> => fetch(`${gateway().url}/mcp`, { headers: { ...headers, Accept: 'text/event-stream' } });
    await expectEventsAtOnce(recorder(), open, [': a comment\n\n', 'retry: 100\n\n', 'id: a-1\ndata:\n\n', 'id: a-2\nretry: 5\ndata: \n\n', note, `event: message\nid: 9\n${note}`, note.replaceAll('\n', '\r\n')]);
  });

  it('passes a question to the client within 20 ms', async () => {
    const streams = holdStreams();
    const { body } = await fetch(`${gateway().url}/mcp`, { headers: { ...headers, Accept: 'text/event-stream' } });
    const reader = body?.getReader();
    const stream = await streams.take(() => true);
    await reader?.read();
    const question = `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id: 5, method: 'elicitation/create', params: { message: 'Sure?', requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } } } } })}\n\n`;
    const times: number[] = [];
    for (let at = 0; at < 50; at++) {
      const begun = performance.now();
      stream.write(question);
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(question);
      times.push(performance.now() - begun);
    }
    const median = times.toSorted((a, b) => a - b)[25] ?? Infinity;
    console.log(`an elicitation through the filter: ${median.toFixed(2)} ms median`);
    expect(median).toBeLessThan(20);
    await reader?.cancel();
  });

  it('that a server closes to be resumed ends without an error', async () => {
    answerWith('id: a-1\nretry: 10\ndata:\n\n', { 'content-type': 'text/event-stream' });
    expect((await send(call)).body.toString()).toBe('id: a-1\nretry: 10\ndata:\n\n');
  });

  it('loses nothing to a client that reads slowly, and is not cut', async () => {
    const count = 3000;
    recorder().answer((_, stream) => {
      stream.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < count; at++) stream.write(note.replace('"progress":1', `"progress":${at},"message":"${'x'.repeat(1000)}"`));
      stream.end(`data: ${response({ done: true })}\n\n`);
    });
    const socket = openSocket(gateway().port);
    const answer = readAnswer(socket);
    socket.write(renderRequest(call, { headers }));
    // Takes 64 KB, lets the rest wait, and so on: 3 MB do not fit into what the kernel holds.
    let taken = 0;
    socket.on('data', (data: Buffer) => {
      taken += data.length;
      if (taken < 65_536) return;
      taken = 0;
      socket.pause();
      setTimeout(() => { socket.resume(); }, 10);
    });
    const events = readEvents(await answer) as { params?: { progress: number }; result?: unknown }[];
    expect(events.map(({ params, result }) => params?.progress ?? result)).toEqual([...Array.from({ length: count }, (_, at) => at), { done: true }]);
  });

  it.each([['HTTP/1.1', false], ['HTTP/2', true]])('of any length passes to a client that reads, over %s', async (_, isHttp2) => {
    const big = note.replace('"progress":1', `"progress":1,"message":"${'x'.repeat(100_000)}"`);
    recorder().answer((__, stream) => {
      stream.writeHead(200, { 'content-type': 'text/event-stream' });
      let left = 300;
      const go = (): void => {
        while (left-- > 0) if (!stream.write(big)) return void stream.once('drain', go);
        stream.end(`data: ${response({ done: true })}\n\n`);
      };
      go();
    });
    let length = 0;
    if (isHttp2) {
      const session = connectHttp2(gateway().url);
      const stream = session.request({ ':method': 'POST', ':path': '/mcp', 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'x-agent-role': 'reader' });
      stream.end(call);
      stream.on('data', (data: Buffer) => { length += data.length; });
      await once(stream, 'end');
      session.close();
    } else length = (await send(call)).body.length;
    expect(length).toBe(300 * big.length + `data: ${response({ done: true })}\n\n`.length);
  });

  it('ends at the server when its client leaves amid it', async () => {
    const streams = holdStreams();
    const socket = openSocket(gateway().port);
    socket.write(renderRequest(call, { headers }));
    const stream = await streams.take(() => true);
    await once(socket, 'data');
    stream.write('data: {"jsonrpc"');
    const closed = once(stream, 'close');
    socket.destroy();
    await closed;
  });

  it('with an event that never ends, ends in an error, and both connections are closed', async () => {
    const streams = holdStreams();
    const socket = openSocket(gateway().port);
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => pieces.push(piece));
    const left = once(socket, 'close');
    socket.write(renderRequest(call, { headers }));
    const stream = await streams.take(() => true);
    const closed = once(stream, 'close');
    const piece = 'x'.repeat(65_536);
    const go = (): void => { while (!stream.destroyed) if (!stream.write(piece)) return void stream.once('drain', go); };
    stream.write('data: ');
    go();
    await Promise.all([closed, left]);
    const text = Buffer.concat(pieces).toString();
    expect(text).toContain(`data: {"jsonrpc":"2.0","id":1,"error":{"code":${noAnswer.code},"message":"${noAnswer.message}"`);
    expect(text.endsWith('\r\n0\r\n\r\n')).toBe(true);
    expect(await gateway().awaitDecision(({ answer }) => answer === 'answer.size')).toMatchObject({ decision: 'allow', status: 200 });
  });
});

describe('while monitored', () => {
  const monitored = useRecordedGateway(recorderPolicy.replace('version: 1', 'version: 1\nmode: monitor'));
  const list = response({ tools: [{ name: 'unheard_of' }, { name: 'read_text_file' }] });

  it.each([
    ['a request whose id nobody can tell', '{"jsonrpc":"2.0","id":2,"id":1,"method":"tools/list"}'],
    ['one that no role may send', request('tools/list')],
  ])('%s gets its whole answer', async (_, body) => {
    for (const [type, text] of [['application/json', list], ['text/event-stream', `data: ${list}\n\n`]] as const) {
      monitored.recorder().answer((__, outgoing) => { outgoing.writeHead(200, { 'content-type': type }).end(text); });
      expect((await post(monitored.gateway().port, body)).body.toString()).toBe(text);
    }
  });

  it('what is accepted without an answer stays so', async () => {
    monitored.recorder().answer((_, outgoing) => { outgoing.writeHead(202).end(); });
    expect((await post(monitored.gateway().port, '{"jsonrpc":"2.0","method":"notifications/unheard_of"}')).status).toBe(202);
  });
});
