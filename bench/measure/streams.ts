import { once } from 'node:events';
import type { Socket } from 'node:net';
import { exchange, openConnection } from '../exchange.ts';
import { Failure } from '../../src/cli/failure.ts';
import { findFault } from '../load/response.ts';
import { readMemory, settleCpu } from '../proc.ts';
import { encodeCall, encodeStream } from '../requests.ts';
import { openSession } from './session.ts';
import type { RunningSite } from '../site/start.ts';

/** What idle streams cost on a fresh worker: CPU in microseconds, memory in bytes. */
export interface StreamSample {
  readonly firstCall: number;
  /** To open one stream; none finds a used context, so each makes its own. */
  readonly open: number;
  readonly memory: number;
}

const openAtATime = 25;

/** Opens streams on a worker that has done nothing yet, and lets them go. */
export async function measureStreams(site: RunningSite, count: number): Promise<StreamSample> {
  const idle = await settleCpu(site.worker);
  await callOnce(site);
  const called = await settleCpu(site.worker);
  const memory = readMemory(site.worker);
  const streams = await openStreams(site.port, count);
  const opened = await settleCpu(site.worker);
  const sample = { firstCall: called - idle, open: (opened - called) / count, memory: (readMemory(site.worker) - memory) / count };
  await Promise.all(streams.map(closeStream));
  return sample;
}

async function callOnce(site: RunningSite): Promise<void> {
  await openSession(site);
  const socket = await openConnection(site.port);
  const answer = await exchange(socket, encodeCall('read_text_file', { path: '/srv/data/notes.txt' }), 20_000);
  socket.destroy();
  const fault = answer === undefined ? 'not answered' : findFault(answer);
  if (fault !== undefined) throw new Failure(`the first call of a fresh worker (${site.name}) was ${fault}`);
}

async function openStreams(port: number, count: number): Promise<readonly Socket[]> {
  const streams: Socket[] = [];
  while (streams.length < count) {
    const missing = Math.min(openAtATime, count - streams.length);
    streams.push(...(await Promise.all(Array.from({ length: missing }, () => openStream(port)))));
  }
  return streams;
}

/** Opens one stream and waits for what the server writes first. */
async function openStream(port: number): Promise<Socket> {
  const socket = await openConnection(port);
  socket.write(encodeStream());
  let received = '';
  while (!received.includes(': open')) {
    const [text] = (await once(socket, 'data', { signal: AbortSignal.timeout(20_000) })) as [string];
    received += text;
    if (!received.startsWith('HTTP/1.1 200')) throw new Failure(`a stream was refused: ${received.slice(0, 400)}`);
  }
  return socket;
}

async function closeStream(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  socket.destroy();
  await closed;
}
