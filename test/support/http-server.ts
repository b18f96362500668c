import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { McpServerProcess } from './everything.ts';

/** Serves on a free port of 127.0.0.1 from within the test; `onStop` ends what is behind the listener. */
export async function startHttpServer(listener: RequestListener, onStop: () => Promise<void>): Promise<McpServerProcess> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    address: typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '',
    stop: async () => {
      await onStop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
