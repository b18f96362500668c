import { Agent, request } from 'node:http';
import type { Placed } from '../judge.ts';
import { role, server, toolFor } from './policy.ts';

/** What the client got for one call. */
export interface Reply {
  /** Whether the call came through: the answer is a result. */
  readonly passed: boolean;
  /** nginx's name for the request, by which the log is read. */
  readonly requestId: string;
}

/** Calls in flight at once. */
const atOnce = 8;

/** Sends each string as the argument of a real call, over a few connections that stay open; `onSent` is told how many are through. */
export async function sendAll(port: number, placed: readonly Placed[], onSent: (count: number) => void): Promise<Reply[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const replies: Reply[] = [];
  const queue = placed.entries();
  let sent = 0;
  const work = async (): Promise<void> => {
    for (const [index, { kind, value }] of queue) {
      const message = { method: 'tools/call', params: { name: toolFor(kind), arguments: { value } }, jsonrpc: '2.0', id: index };
      replies[index] = await send(agent, port, JSON.stringify(message));
      onSent(++sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    agent.destroy();
  }
  return replies;
}

function send(agent: Agent, port: number, body: string): Promise<Reply> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', [role.header]: role.name };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, path: server.path, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject).on('end', () => {
        resolve({ passed: hasResult(text), requestId: String(response.headers['x-request-id']) });
      });
    });
    sent.on('error', reject).end(body);
  });
}

function hasResult(text: string): boolean {
  const message: unknown = JSON.parse(text);
  return typeof message === 'object' && message !== null && 'result' in message;
}
