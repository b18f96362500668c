import type { ServerResponse } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import { answerResults, sendEvent, sendJson, type Results } from '../support/listing.ts';
import { startRecorder, type Script } from '../support/recorder.ts';
import { makeSnapshotFolder, type SnapshotFolder } from '../support/snapshot.ts';
import { useRunning } from '../support/suite.ts';

const recorder = useRunning(startRecorder);
const url = (): string => `http://${recorder().address}/mcp`;

/** Sends as fast as it is read, until nobody reads. */
function pour(response: ServerResponse, head: string, more: Buffer): void {
  response.write(head);
  const pump = (): void => {
    while (!response.destroyed && response.write(more));
  };
  response.on('drain', pump);
  pump();
}

/** What the command said on its one line. */
async function refusal(folder: SnapshotFolder, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await folder.snapshot(url(), ...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^portcullis: [^\n]*\n$/);
  return stderr;
}

const tools = (...names: readonly string[]): string => JSON.stringify({ tools: names.map((name) => ({ name })) });
const answer = (status: number, type: string, body = '', headers: Readonly<Record<string, string>> = {}): Script => (_, response) => { response.writeHead(status, { 'content-type': type, ...headers }).end(body); };
const results = (table: Results, send?: (response: ServerResponse, body: string) => void): Script => answerResults(table, send);
const list = (text: string, send?: (response: ServerResponse, body: string) => void): Script => results({ 'tools/list': () => text }, send);

describe('a server that cannot be pinned leaves one clear line, exit 1 and the old lock file', () => {
  let folder: SnapshotFolder;
  let before = '';
  beforeAll(async () => {
    folder = await makeSnapshotFolder();
    recorder().answer(list(tools('old')));
    expect(await folder.snapshot(url())).toMatchObject({ code: 0 });
    before = await folder.lock();
  });

  it.each<readonly [string, Script, string]>([
    // Not an MCP server.
    ['a web page', answer(200, 'text/html', '<html>'), 'answered 200 with a web page, not as an MCP server does: is the path right?'],
    ['a page not found', answer(404, 'text/html; charset=utf-8', '<html>'), 'answered 404 with a web page'],
    ['plain text', answer(200, 'text/plain', 'hello'), 'answered with text/plain, not as an MCP server does'],
    ['no content type', (_, response) => { response.writeHead(200).end('{}'); }, 'answered with no content type'],
    ['a redirect', answer(307, 'text/plain', '', { location: 'http://evil.example/mcp' }), 'redirects to http://evil.example/'],
    ['401', answer(401, 'application/json', '{}', { 'www-authenticate': 'Bearer' }), 'answered 401: give what it asks for, as --header \'Authorization: Bearer ...\''],
    ['403', answer(403, 'application/json', '{}'), 'answered 403: give what it asks for'],
    ['500', answer(500, 'application/json', '{"a":"b\\nc"}'), 'does not answer as an MCP server'],
    ['a connection cut', (_, response) => { response.destroy(); }, 'cannot be reached: '],
    // Not one reading.
    ['garbage', answer(200, 'application/json', '\u001b[2Jgarbage'), 'answered with what is not JSON: \\u{1b}[2Jgarbage'],
    ['garbage in an event', list('garbage', sendEvent), 'answered with what is not JSON'],
    ['a byte order mark', list(tools('a'), (response, body) => { response.writeHead(200, { 'content-type': 'application/json' }).end(`\ufeff${body}`); }), 'answered with what is not JSON'],
    ['Latin-1', list('{"tools":[{"name":"\u00e9"}]}', (response, body) => { response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from(body, 'latin1')); }), 'answered with what is not UTF-8'],
    ['Latin-1 in an event', list('{"tools":[{"name":"\u00e9"}]}', (response, body) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).end(Buffer.from(`data: ${body}\n\n`, 'latin1')); }), 'answered with what is not UTF-8'],
    ['a key twice', list('{"tools":[{"name":"a","description":"good","description":"evil"}]}'), 'sent what cannot be pinned: an object has a key twice (json.duplicate-key)'],
    ['a key twice in an event', list('{"tools":[{"name":"a","description":"good","description":"evil"}]}', sendEvent), 'an object has a key twice'],
    ['a disguised key', list('{"tools":[{"name":"a","d\\u0065scription":"evil"}]}'), '(json.key)'],
    ['__proto__', list('{"tools":[{"name":"a","__proto__":{"description":"evil"}}]}'), '(json.key)'],
    ['a lone surrogate', list('{"tools":[{"name":"a","description":"\\ud800"}]}'), '(json.surrogate)'],
    ['an integer that few read alike', list('{"tools":[{"name":"a","inputSchema":{"maximum":9007199254740993}}]}'), '(json.number)'],
    ['minus zero', list('{"tools":[{"name":"a","inputSchema":{"maximum":-0}}]}'), '"a" of the server\'s tools cannot be pinned'],
    ['10,000 levels', list(`{"tools":[{"name":"a","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}]}`), '(json.depth)'],
    // Not lists.
    ['an error', results({ 'tools/list': () => '0,"error":{"code":-32000,"message":"no\\u001b[8m luck"}' }), 'does not answer as an MCP server'],
    ['no list', list('{}'), 'answered tools/list without a list of tools'],
    ['a tool without a name', list('{"tools":[{}]}'), 'listed one of its tools without `name`'],
    ['a tool that is none', list('{"tools":["a"]}'), 'listed one of its tools without `name`'],
    ['a tool twice', list(tools('a', 'b', 'a')), 'listed "a" twice among its tools'],
    ['a tool twice, on two pages', results({ 'tools/list': ({ cursor }) => (cursor === undefined ? '{"tools":[{"name":"a"}],"nextCursor":"2"}' : tools('a')) }), 'listed "a" twice'],
    ['a tool named __proto__', list(tools('__proto__')), 'under a name that cannot be used'],
    ['a page that leads to itself', results({ 'tools/list': () => '{"tools":[],"nextCursor":"again"}' }), 'never ends tools/list: page 2 leads to itself'],
    ['pages without end', results({ 'tools/list': ({ cursor = '0' }) => `{"tools":[],"nextCursor":"${Number(cursor) + 1}"}` }), 'never ends tools/list: more than 1000 pages'],
    ['a cursor that is none', results({ 'tools/list': () => '{"tools":[],"nextCursor":7}' }), 'never ends tools/list'],
  ])('%s', async (_, script, message) => {
    recorder().answer(script);
    const said = await refusal(folder);
    expect(said).toContain(message);
    expect(said).not.toMatch(/[^\n\x20-\x7e]/);
    expect(await folder.lock()).toBe(before);
    expect(await folder.files()).toEqual(['portcullis.lock.json']);
  });

  it.each<readonly [string, Script]>([
    ['never answers', () => undefined],
    ['never ends an event', list('{}', (response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {'); })],
    ['never ends a document', list('{}', (response) => { response.writeHead(200, { 'content-type': 'application/json' }).write('{'); })],
    ['never ends its session', (request, response) => {
      if (request.method !== 'DELETE') list('{}')(request, response);
    }],
  ])('one that %s is given up', async (_, script) => {
    recorder().answer(script);
    const start = performance.now();
    expect(await refusal(folder, '--timeout', '2')).toMatch(/did not tell everything within 2 s|without a list/);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(await folder.lock()).toBe(before);
  });

  const endless: readonly (readonly [string, string, string, string])[] = [
    ['document', 'application/json', '{"x":"', 'x'],
    ['event', 'text/event-stream', 'data: {"x":"', 'x'],
    ['stream of comments', 'text/event-stream', '', ': x\n'],
  ];
  it.each(endless.flatMap((one) => [['server/discover', ...one], ['tools/list', ...one]] as const))('for %s an endless %s is given up', async (method, _, type, head, more) => {
    recorder().answer((request, response) => {
      if (request.method !== 'POST' || !request.body.includes(method)) list('{}')(request, response);
      else pour(response.writeHead(200, { 'content-type': type }), head, Buffer.alloc(1 << 20, more));
    });
    const start = performance.now();
    expect(await refusal(folder)).toContain('sent more than 16 MiB');
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await folder.lock()).toBe(before);
  });

  it('one that is down is named', async () => {
    const gone = `http://127.0.0.1:${await findFreePort()}/mcp`;
    expect(await folder.snapshot(gone)).toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot be reached: .*ECONNREFUSED/) as string });
    expect(await folder.lock()).toBe(before);
  });

  it('a lock file that was changed by hand is neither believed nor overwritten', async () => {
    const own = await makeSnapshotFolder();
    const edited = before.replace('"old",', '"new",').replace('"name": "old"', '"name": "new"');
    expect(edited).not.toBe(before);
    await writeFile(join(own.path, 'portcullis.lock.json'), edited);
    expect(await refusal(own)).toContain('portcullis.lock.json is not sound: ');
    expect(await own.lock()).toBe(edited);
  });
});

it('there must be something to compare with', async () => {
  recorder().answer(list(tools('a')));
  expect(await refusal(await makeSnapshotFolder(), '--diff')).toContain('nothing is pinned of s in portcullis.lock.json: pin it without --diff first');
});

it('what is asked of the client in between is refused, and the list is read', async () => {
  recorder().reset();
  recorder().answer(list(tools('a'), (response, body) => {
    if (!body.includes('"tools"')) {
      sendJson(response, body);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: {"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{}}\n\ndata: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}\n\ndata: ${body}\n\n`);
  }));
  const folder = await makeSnapshotFolder();
  expect(await folder.snapshot(url())).toMatchObject({ code: 0 });
  expect(recorder().requests.map(({ body }) => body.toString()).filter((body) => body.includes('"error"'))).toHaveLength(1);
});
