import { connect } from 'node:net';
import { percentile } from '../stats.ts';
import type { LoadOrder, LoadReport } from './protocol.ts';
import { findFault, readResponse } from './response.ts';

/** How long an answer may take before the run counts as stuck. */
const patience = 20_000;

/** Sends requests over keep-alive connections, one in flight on each, until time or count is up. */
export async function drive(order: LoadOrder): Promise<LoadReport> {
  const latencies: number[] = [];
  const deadline = performance.now() + order.milliseconds;
  const isOver = (): boolean => latencies.length >= order.maxRequests || performance.now() >= deadline;
  try {
    await Promise.all(Array.from({ length: order.connections }, (_, index) => driveConnection(order, index, latencies, isOver)));
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
  const sorted = Float64Array.from(latencies).sort();
  return { ok: true, requests: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

function driveConnection(order: LoadOrder, first: number, latencies: number[], isOver: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: order.port, noDelay: true });
    let next = first;
    let received = '';
    let sentAt = 0;
    const send = (): void => {
      sentAt = performance.now();
      socket.write(order.requests[next++ % order.requests.length] ?? '');
    };
    socket.setEncoding('latin1').setTimeout(patience);
    socket.on('connect', send);
    socket.on('data', (text: string) => {
      received += text;
      const response = readResponse(received);
      if (response === undefined) return;
      latencies.push(performance.now() - sentAt);
      received = '';
      const fault = findFault(response);
      if (fault !== undefined) socket.destroy(new Error(fault));
      else if (isOver()) socket.end();
      else send();
    });
    socket.on('timeout', () => socket.destroy(new Error('no answer in time')));
    socket.on('error', reject);
    // After an error this changes nothing; a server that hangs up early is one.
    socket.on('close', () => { if (isOver()) resolve(); else reject(new Error('the connection was closed')); });
  });
}
