import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import { Inbox } from './inbox.ts';
import type { Recorder } from './recorder.ts';

const someEvents = [1, 2, 3].map((progress) => `data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":${progress}}}\n\n`);

/** Expects each event a server writes to be there before it writes the next, and the stream to end when the client leaves. */
export async function expectEventsAtOnce(recorder: Recorder, open: () => Promise<Response>, events: readonly string[] = someEvents): Promise<void> {
  const streams = new Inbox<ServerResponse>();
  recorder.answer((_, response) => { streams.put(response.writeHead(200, { 'content-type': 'text/event-stream' })); });
  const opened = open();
  const stream = await streams.take(() => true);
  const [first = '', ...more] = events;
  stream.write(first);
  const { body } = await opened;
  const reader = body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(first);
  for (const event of more) {
    stream.write(event);
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(event);
  }
  const left = new Promise((resolve) => stream.on('close', resolve));
  await reader?.cancel();
  await left;
}
