import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import { Inbox } from './inbox.ts';
import type { Recorder } from './recorder.ts';

/** Expects each event a server writes to be there before it writes the next, and the stream to end when the client leaves. */
export async function expectEventsAtOnce(recorder: Recorder, open: () => Promise<Response>): Promise<void> {
  const streams = new Inbox<ServerResponse>();
  recorder.answer((_, response) => { streams.put(response.writeHead(200, { 'content-type': 'text/event-stream' })); });
  const opened = open();
  const stream = await streams.take(() => true);
  stream.write('data: first\n\n');
  const { body } = await opened;
  const reader = body?.getReader();
  for (const event of ['first', 'second', 'third']) {
    if (event !== 'first') stream.write(`data: ${event}\n\n`);
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(`data: ${event}\n\n`);
  }
  const left = new Promise((resolve) => stream.on('close', resolve));
  await reader?.cancel();
  await left;
}
