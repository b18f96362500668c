import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';

/** One request as it reached the upstream. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  /** Name and value of each header line, in order. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Answers a recorded request. */
export type Script = (request: Recorded, response: ServerResponse) => void;

/** An upstream that keeps all it is sent. */
export interface Recorder {
  /** `host:port`. */
  readonly address: string;
  readonly requests: readonly Recorded[];
  /** What came in that was not even HTTP. */
  readonly broken: readonly Error[];
  /** Answers by this script from now on. */
  readonly answer: (script: Script) => void;
  /** Forgets what was recorded and the script. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts an upstream on a free port of an address of this machine, or on a socket that listens already. */
export async function startRecorder(place: string | Server = '127.0.0.1'): Promise<Recorder> {
  const requests: Recorded[] = [];
  const broken: Error[] = [];
  let script = answerEmptyResult;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', rawHeaders, headers } = incoming;
      const recorded = { method, url, rawHeaders, headers, body: Buffer.concat(chunks) };
      requests.push(recorded);
      script(recorded, response);
    });
  });
  server.on('clientError', (error, socket) => {
    broken.push(error);
    socket.destroy();
  });
  server.keepAliveTimeout = 30_000;
  if (typeof place === 'string') server.listen(0, place);
  else server.listen(place);
  await once(server, 'listening');
  const address = server.address();
  return {
    address: typeof address === 'object' && address !== null ? `${address.address}:${address.port}` : '',
    requests,
    broken,
    answer: (next) => { script = next; },
    reset: () => {
      requests.length = 0;
      broken.length = 0;
      script = answerEmptyResult;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A JSON-RPC result with the request's id, 202 for what has none, an event stream for GET. */
export function answerEmptyResult({ method, body }: Recorded, response: ServerResponse): void {
  if (method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
    return;
  }
  const id = method === 'POST' ? readId(body) : undefined;
  if (id === undefined) response.writeHead(method === 'DELETE' ? 200 : 202).end();
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result: {} }));
}

function readId(body: Buffer): unknown {
  try {
    return (JSON.parse(body.toString()) as { id?: unknown } | null)?.id;
  } catch {
    return undefined;
  }
}
