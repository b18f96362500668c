import type { ServerResponse } from 'node:http';
import type { Recorded, Script } from './recorder.ts';

/** The result of a method, as JSON text so that it may be what no serializer writes; called for each request. */
export type Results = Readonly<Record<string, (params: { readonly cursor?: string }) => string>>;

/** A legacy MCP server made of results; it has what it has results for. `send` decides how an answer goes out. */
export function answerResults(results: Results, send: (response: ServerResponse, body: string) => void = sendJson): Script {
  return ({ method, body }: Recorded, response) => {
    if (method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const { id, method: called, params = {} } = JSON.parse(body.toString()) as { id?: number | string; method: string; params?: { cursor?: string } };
    if (id === undefined) response.writeHead(202).end();
    else if (called === 'initialize') sendJson(response, `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${initialized}}`);
    else {
      const result = Object.hasOwn(results, called) ? results[called]?.(params) : undefined;
      const answer = result === undefined ? '"error":{"code":-32601,"message":"Method not found"}' : `"result":${result}`;
      send(response, `{"jsonrpc":"2.0","id":${JSON.stringify(id)},${answer}}`);
    }
  };
}

const initialized = JSON.stringify({ protocolVersion: '2025-11-25', capabilities: { tools: {}, prompts: {}, resources: {} }, serverInfo: { name: 'listing', version: '1' } });

/** One JSON document. */
export function sendJson(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

/** One event, cut up so that a character may lie on a cut. */
export function sendEvent(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const bytes = Buffer.from(`: hello\n\nevent: message\ndata: ${body}\n\n`);
  for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
  response.end();
}
