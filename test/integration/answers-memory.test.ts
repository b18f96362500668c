import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectNoAnswer } from '../support/answers.ts';
import { packageFolder } from '../support/bundle.ts';
import { Inbox } from '../support/inbox.ts';
import { readMemory } from '../support/memory.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, renderRequest } from '../support/post.ts';
import { openSocket } from '../support/raw-http.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { gateway, recorder } = useRecordedGateway(recorderPolicy);
const headers = { 'X-Agent-Role': 'reader' };
const call = callTool('read_text_file', { path: '/srv/data/a' });
const note = 'data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}\n\n';

function worker(): number {
  return Number(/start worker process (\d+)/.exec(gateway().errorLog())?.[1]);
}

/** Opens a stream by GET; resolves once its first event has come. */
async function openStream(): Promise<Socket> {
  const socket = openSocket(gateway().port);
  socket.write(renderRequest('', { method: 'GET', headers }));
  let received = '';
  while (!received.includes('\r\n\r\n') || !received.includes('\n\n')) received += String(((await once(socket, 'data')) as [Buffer])[0]);
  return socket;
}

async function write(response: ServerResponse, text: string): Promise<void> {
  if (!response.write(text)) await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

describe('the memory of a worker', () => {
  it('is bounded for an answer of 100 MB, which is an error', async () => {
    recorder().answer((_, response) => {
      response.on('error', () => undefined).writeHead(200, { 'content-type': 'application/json' });
      void (async () => {
        response.write('{"jsonrpc":"2.0","id":1,"result":{"text":"');
        for (let at = 0; at < 1600 && !response.destroyed; at++) await write(response, 'x'.repeat(65_536));
        response.end('"}}');
      })();
    });
    const before = readMemory(worker(), 'VmRSS');
    expectNoAnswer(await post(gateway().port, call, { headers }), 200);
    const grown = readMemory(worker(), 'VmHWM') - before;
    console.log(`an answer of 100 MB: ${grown.toFixed(1)} MiB more at the highest`);
    expect(grown).toBeLessThan(40);
  });

  it('does not grow with the events of a stream', async () => {
    const opened = new Inbox<ServerResponse>();
    recorder().answer((_, response) => { opened.put(response.writeHead(200, { 'content-type': 'text/event-stream' })); response.write(note); });
    const socket = await openStream();
    const stream = await opened.take(() => true);
    // 40 MB in all: were anything of each event kept for as long as the stream is open, it would show.
    const event = note.replace('"progress":1', `"progress":1,"message":"${'all work and no play '.repeat(200)}"`);
    let bytes = 0;
    socket.on('data', (data: Buffer) => { bytes += data.length; });
    const send = async (count: number): Promise<number> => {
      const whole = bytes + count * event.length;
      for (let at = 0; at < count; at++) await write(stream, event);
      while (bytes < whole) await once(socket, 'data');
      return readMemory(worker(), 'VmRSS');
    };
    const first = await send(1000);
    const later = await send(10_000);
    console.log(`10,000 events: ${(later - first).toFixed(1)} MiB more`);
    expect(later - first).toBeLessThan(2);
    socket.destroy();
  });

  it('is bounded for a client that does not read', async () => {
    let written = 0;
    const over = new Promise<void>((resolve) => {
      recorder().answer((_, response) => {
        response.on('error', () => undefined).writeHead(200, { 'content-type': 'text/event-stream' }).write(note);
        void (async () => {
          const many = note.replace('"progress":1', `"progress":1,"message":"${'x'.repeat(60_000)}"`);
          while (!response.destroyed && written < 150_000_000) {
            const wrote = await Promise.race([write(response, many).then(() => true), new Promise<boolean>((stuck) => setTimeout(() => { stuck(false); }, 1000))]);
            if (!wrote) break;
            written += many.length;
          }
          resolve();
        })();
      });
    });
    const socket = await openStream();
    socket.pause();
    const before = readMemory(worker(), 'VmRSS');
    await over;
    const grown = readMemory(worker(), 'VmHWM') - before;
    console.log(`a client that does not read: the server wrote ${(written / 1e6).toFixed(0)} MB, ${grown.toFixed(1)} MiB more`);
    // Four answers of the longest kind may wait.
    expect(grown).toBeLessThan(64);
    expect(await gateway().awaitDecision(({ answer }) => answer === 'answer.unread')).toMatchObject({ http_method: 'GET' });
    socket.destroy();
  });

  it('grows by no more than the operations guide says for each of 2,000 idle streams', async () => {
    const [, said = ''] = /\| open streams \| ([\d.]+) MB each/.exec(await readFile(join(packageFolder, 'docs/operations.md'), 'utf8')) ?? [];
    recorder().answer((_, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).write(note); });
    const before = readMemory(worker(), 'VmRSS');
    const sockets: Socket[] = [];
    while (sockets.length < 2000) sockets.push(...(await Promise.all(Array.from({ length: 50 }, openStream))));
    const each = (readMemory(worker(), 'VmRSS') - before) / sockets.length;
    console.log(`2,000 idle streams through the filter: ${(each * 1024).toFixed(0)} KiB each`);
    await Promise.all(sockets.map(async (socket) => {
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    }));
    expect(each * 1.048576).toBeLessThan(Number(said));
  });
});
