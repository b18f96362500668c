import type { IncomingMessage, ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { z } from 'zod';
import type { McpServerProcess } from './everything.ts';
import { startHttpServer } from './http-server.ts';

/** Starts a server of the older HTTP+SSE transport that has its endpoints below a prefix, as the SDK lets one say. */
export function startNotes(prefix: string): Promise<McpServerProcess> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers of today still speak it
  const sessions = new Map<string, SSEServerTransport>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const session = sessions.get(url.searchParams.get('sessionId') ?? '');
    if (request.method === 'GET' && url.pathname === `${prefix}/sse`) await openSession(prefix, response, sessions);
    else if (session !== undefined && url.pathname === `${prefix}/messages`) await session.handlePostMessage(request, response);
    else response.writeHead(404).end();
  };
  return startHttpServer(
    (request, response) => void handle(request, response),
    async () => {
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  );
}

// eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
async function openSession(prefix: string, response: ServerResponse, sessions: Map<string, SSEServerTransport>): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
  const transport = new SSEServerTransport(`${prefix}/messages`, response);
  sessions.set(transport.sessionId, transport);
  const server = new McpServer({ name: 'notes', version: '1.0.0' });
  server.registerTool('read_note', { inputSchema: { id: z.string() } }, ({ id }) => ({ content: [{ type: 'text', text: `note ${id}` }] }));
  server.registerTool('delete_note', { inputSchema: { id: z.string() } }, ({ id }) => ({ content: [{ type: 'text', text: `deleted ${id}` }] }));
  await server.connect(transport);
}
