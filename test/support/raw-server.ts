import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Writes what it likes to a gateway's request, as no HTTP library would. */
export type RawScript = (socket: Socket, request: string) => void;

/** A server that speaks bytes. */
export interface RawServer {
  /** `host:port`. */
  readonly address: string;
  /** Answers by this script from now on. */
  readonly answer: (script: RawScript) => void;
  readonly stop: () => Promise<void>;
}

/** Starts one on a free port of 127.0.0.1; a connection may bring several requests. */
export async function startRawServer(): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let script: RawScript = (socket) => { socket.destroy(); };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      for (let length = requestLength(text); length !== undefined && length <= text.length; length = requestLength(text)) {
        const request = text.slice(0, length);
        text = text.slice(length);
        script(socket, request);
      }
    });
    // A gateway that closes while the server writes resets the connection.
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    address: typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '',
    answer: (next) => { script = next; },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function requestLength(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n');
  return head < 0 ? undefined : head + 4 + Number(/^content-length: (\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
}
