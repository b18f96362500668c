import type { Socket } from 'node:net';
import { request } from './messages.ts';
import { post, renderRequest, type Headers, type PostOptions } from './post.ts';
import type { RawAnswer } from './raw-http.ts';
import { answerEmptyResult, type Recorder } from './recorder.ts';

/** Has the recorder hand out a session, which `send` asks for; the recorder is empty afterwards, and answers as it does by itself. */
export async function openSession(recorder: Recorder, id: string, send: (initialize: string) => Promise<RawAnswer>): Promise<RawAnswer> {
  recorder.answer((recorded, response) => {
    response.setHeader('Mcp-Session-Id', id);
    answerEmptyResult(recorded, response);
  });
  const answer = await send(request('initialize', {}, 0));
  recorder.reset();
  return answer;
}

/** The same, asked for in plain HTTP; returns the headers of a request in the session. */
export async function openSessionAs(role: string, recorder: Recorder, port: number, id: string): Promise<Headers> {
  const headers = { 'X-Agent-Role': role };
  await openSession(recorder, id, (initialize) => post(port, initialize, { headers }));
  return { ...headers, 'Mcp-Session-Id': id };
}

/** A stream of HTTP+SSE that is open. */
export interface LegacyStream {
  /** All that came so far. */
  readonly text: string;
  readonly socket: Socket;
}

/** Opens a stream of HTTP+SSE whose recorder names this endpoint; settles with the first event. */
export async function openLegacyStream(recorder: Recorder, connect: () => Socket, endpoint: string, options: PostOptions): Promise<LegacyStream> {
  recorder.answer((_, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`event: endpoint\ndata: ${endpoint}\n\n: open\n\n`); });
  const socket = connect();
  socket.write(renderRequest('', { ...options, method: 'GET' }));
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes(': open')) break;
  }
  recorder.reset();
  return { text, socket };
}
