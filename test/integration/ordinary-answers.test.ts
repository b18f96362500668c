import type { Socket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { useRecordedGateway } from '../support/suite.ts';

/* What nginx finds ordinary passes without being judged: it must be what judging would have let pass as it is. */

const { gateway, recorder } = useRecordedGateway(recorderPolicy.replace('search: {', 'slow: { roles: [operator], redact: { phone: redact } }\n      search: {'));
const secret = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const text = '{"content":[{"type":"text","text":"done"}]}';
const ordinaryResults = [
  text,
  '{}',
  '{"content":[],"isError":false}',
  '{"content":[{"type":"text","text":"a \\"quoted\\" line\\n"}],"structuredContent":{"a":[1,2.5e3,-1,true,null,{"b":{}}],"id":7}}',
  '{"_meta":{"x":"y"},"content":[]}',
];
const messages = (result: string): string[] => [
  `{"result":${result},"jsonrpc":"2.0","id":1}`,
  `{"jsonrpc":"2.0","id":1,"result":${result}}`,
  `{"jsonrpc":"2.0","result":${result},"id":1}`,
];

/** Answers that are nearly ordinary. */
const odd = [
  ...['{"tools":[{"name":"x"}]}', '{"content":[],"task":{"taskId":"t"}}', '{"content":[],"inputRequests":{"a":{"method":"sampling/createMessage"}}}', '{"resultType":"input_required"}'].flatMap(messages),
  ...[text.replace('done', secret), text.replace('done', 'é'), text.replace('done', '\\u0041KIA'), text.replace('done', '\u2028'), text.replace('[{', '[ {'), text.replace('}]}', '}]')].flatMap(messages),
  `{"jsonrpc":"2.0","id":2,"result":${text}}`,
  `{"jsonrpc":"2.0","id":"1","result":${text}}`,
  `{"jsonrpc":"2.0","id":1.0,"result":${text}}`,
  `{"jsonrpc":"2.0","id":1,"id":2,"result":${text}}`,
  `{"jsonrpc":"2.0","id":2,"result":${text},"id":1}`,
  `{"jsonrpc":"2.0","id":1,"result":${text},"result":{"tools":[]}}`,
  `{"jsonrpc":"2.0","id":1,"result":${text},"method":"ping"}`,
  `{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{}}`,
  `{"jsonrpc":"2.0","id":1,"result":${text}}{"jsonrpc":"2.0","id":1,"result":{}}`,
  `{"jsonrpc":"2.0","id":1,"result":${text}}\n`,
  `[{"jsonrpc":"2.0","id":1,"result":${text}}]`,
  `{"jsonrpc":"2.0","id":1,"result":[${text}]}`,
  `{"jsonrpc":"2.0","id":1,"result":{"content":[${'['.repeat(2000)}${']'.repeat(2000)}]}}`,
  `{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"no"}}`,
];

const forms: readonly (readonly [string, (message: string) => readonly [type: string, body: string]])[] = [
  ['a document', (message) => ['application/json', message]],
  ['an event', (message) => ['text/event-stream', `event: message\ndata: ${message}\n\n`]],
  ['an event with an id', (message) => ['text/event-stream', `id: 7_1\ndata: ${message}\n\n`]],
  ['an event in a document', (message) => ['application/json', `data: ${message}\n\n`]],
  ['a document in a stream', (message) => ['text/event-stream', message]],
];

describe.each(forms)('%s', (_, form) => {
  const ask = async (tool: string, message: string): Promise<{ readonly status: number; readonly body: string; readonly type: string | undefined }> => {
    const [type, body] = form(message);
    recorder().answer((__, response) => response.writeHead(200, { 'content-type': type }).end(body));
    const answer = await post(gateway().port, callTool(tool, tool === 'slow' ? {} : { path: '/srv/data/a' }), { headers: { 'X-Agent-Role': 'operator' } });
    // The gateway's own errors name the request.
    return { status: answer.status, body: answer.body.toString().replace(/"requestId":"\w+"/, ''), type: answer.headers.get('content-type')?.[0] };
  };

  // `slow` looks for phone numbers too, so its answers are always judged.
  it.each([...ordinaryResults.flatMap(messages), ...odd])('is the same whether judged or found ordinary: %s', async (message) => {
    expect(await ask('read_text_file', message)).toEqual(await ask('slow', message));
  });
});

describe('what follows an ordinary answer', () => {
  const first = `data: {"jsonrpc":"2.0","id":1,"result":${text}}\n\n`;
  let out = '';
  beforeAll(async () => {
    recorder().answer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(first);
      setImmediate(() => response.end(`data: {"jsonrpc":"2.0","id":1,"result":{"tools":[]}}\n\ndata: {"jsonrpc":"2.0","method":"notifications/message","params":{"data":"${secret}"}}\n\n`));
    });
    out = (await post(gateway().port, callTool('read_text_file', { path: '/srv/data/a' }), { headers: { 'X-Agent-Role': 'operator' } })).body.toString();
  });

  it('is judged: a second response is dropped, and secrets are masked', () => {
    expect(out.startsWith(first)).toBe(true);
    expect(out.slice(first.length)).toBe('data: {"jsonrpc":"2.0","method":"notifications/message","params":{"data":"[redacted:aws-key]"}}\n\n');
  });
});

describe('bytes beyond those the head says', () => {
  const message = `{"jsonrpc":"2.0","id":1,"result":${text}}`;

  it.each([
    ['at once', (socket: Socket, more: string) => { socket.end(message + more); }],
    ['later', (socket: Socket, more: string) => { socket.write(message, () => { setImmediate(() => socket.end(more)); }); }],
  ] as const)('go nowhere when they come %s', async (_, send) => {
    recorder().answer((__, response) => {
      const { socket } = response;
      if (socket === null) throw new Error('no connection');
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${message.length}\r\n\r\n`);
      send(socket, `{"jsonrpc":"2.0","id":1,"result":{"content":"${secret}"}}`);
    });
    const answer = await post(gateway().port, callTool('read_text_file', { path: '/srv/data/a' }), { headers: { 'X-Agent-Role': 'operator' } });
    expect(answer.body.toString()).toBe(message);
  });

  it.each(['', 'Content-Length: 1000\r\n'])('never pass unjudged when it says nothing, or more: "%s"', async (length) => {
    recorder().answer((__, response) => {
      const { socket } = response;
      if (socket === null) throw new Error('no connection');
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${length}Connection: close\r\n\r\n${message}`, () => {
        setImmediate(() => socket.end(`{"jsonrpc":"2.0","id":1,"result":{"content":"${secret}"}}`));
      });
    });
    const answer = await post(gateway().port, callTool('read_text_file', { path: '/srv/data/a' }), { headers: { 'X-Agent-Role': 'operator' } });
    // Both pieces may be read as one, which is no ordinary answer then.
    expect(answer.body.toString()).not.toContain(secret);
  });
});
