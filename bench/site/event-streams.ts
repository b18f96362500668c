import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of event streams. */
export interface StreamServer {
  readonly port: number;
  readonly stop: () => void;
}

/** Starts a server that answers every GET with a stream: one comment, then silence until the client leaves. */
export async function startStreamServer(): Promise<StreamServer> {
  const open = (_: unknown, response: ServerResponse): void => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.write(': open\n\n');
  };
  const server = createServer(open).listen({ port: 0, host: '127.0.0.1', backlog: 1024 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
