import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { readResponse } from './load/response.ts';

/** Opens a connection to a site. */
export async function openConnection(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true }).setEncoding('latin1');
  await once(socket, 'connect');
  return socket;
}

/** One response. */
export interface Answer {
  readonly status: string;
  readonly body: string;
}

/** Sends one request on an open connection and returns the response, or undefined when it takes longer than `patience` (ms). */
export function exchange(socket: Socket, request: Uint8Array, patience: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    let received = '';
    const finish = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      socket.removeAllListeners('data').removeListener('close', giveUp);
      resolve(answer);
    };
    const giveUp = (): void => { finish(undefined); };
    const timer = setTimeout(giveUp, patience);
    socket.on('close', giveUp);
    socket.on('data', (text: string) => {
      received += text;
      const answer = readResponse(received);
      if (answer !== undefined) finish(answer);
    });
    socket.write(request);
  });
}
