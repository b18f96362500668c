import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { McpServerProcess } from './everything.ts';
import { startHttpServer } from './http-server.ts';
import { notePid } from './run.ts';

/** Starts the official server-filesystem for these folders, which speaks stdio, behind a Streamable HTTP bridge. */
export function startFilesystem(folders: readonly string[]): Promise<McpServerProcess> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    const session = known ?? (await openSession(folders, sessions));
    await session.handleRequest(request, response);
    // It was refused: only `initialize` may come without a session.
    if (session.sessionId === undefined) await session.close();
  };
  return startHttpServer(
    (request, response) => void handle(request, response),
    async () => {
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  );
}

/** One server process for each session, every message passed on as it is. */
async function openSession(folders: readonly string[], sessions: Map<string, StreamableHTTPServerTransport>): Promise<StreamableHTTPServerTransport> {
  const main = join(dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/server-filesystem/package.json')), 'dist/index.js');
  const stdio = new StdioClientTransport({ command: process.execPath, args: [main, ...folders], stderr: 'ignore' });
  const http = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => void sessions.set(id, http),
  });
  http.onmessage = (message) => void stdio.send(message);
  http.onclose = () => {
    if (http.sessionId !== undefined) sessions.delete(http.sessionId);
    void stdio.close();
  };
  stdio.onmessage = (message) => void http.send(message);
  await stdio.start();
  notePid(stdio.pid ?? undefined);
  await http.start();
  return http;
}
