import { once } from 'node:events';
import { createServer } from 'node:http';

/** The server behind the gateway. */
export interface Upstream {
  readonly url: URL;
  readonly stop: () => Promise<void>;
}

/** Starts a server on a free port of loopback that answers every call with an empty result. */
export async function startUpstream(): Promise<Upstream> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly id: unknown };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result: { content: [] } }));
    });
  });
  // Longer than nginx keeps a connection, so that it is never closed under a request.
  server.keepAliveTimeout = 30_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the upstream listens on no port');
  return {
    url: new URL(`http://127.0.0.1:${address.port}/`),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
