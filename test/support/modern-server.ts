import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer, type McpHttpHandler } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { McpServerProcess } from './everything.ts';
import { startHttpServer } from './http-server.ts';

/** A server that speaks both eras, and the handle its tests publish changes with. */
export interface ModernServer extends McpServerProcess {
  readonly notify: McpHttpHandler['notify'];
}

/** Starts a server of the 2026-07-28 revision made with the official SDK. */
export async function startModernServer(): Promise<ModernServer> {
  const handler = createMcpHandler(() => makeServer());
  const handle = toNodeHandler(handler);
  const server = await startHttpServer((request, response) => void handle(request as NodeIncomingMessageLike, response), () => handler.close());
  return { ...server, notify: handler.notify };
}

function makeServer(): McpServer {
  const server = new McpServer({ name: 'modern', version: '1.0.0' }, { capabilities: { logging: {}, resources: { subscribe: true } } });
  server.registerTool('greet', { inputSchema: z.object({ name: z.string() }) }, ({ name }) => ({ content: [{ type: 'text', text: `Hello, ${name}.` }] }));
  server.registerTool('count', { inputSchema: z.object({ to: z.number() }) }, async ({ to }, context) => {
    const token = context.mcpReq._meta?.progressToken;
    for (let progress = 1; token !== undefined && progress <= to; progress++) {
      await context.mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress, total: to } });
    }
    return { content: [{ type: 'text', text: `${to}` }] };
  });
  server.registerTool('erase', { inputSchema: z.object({}) }, () => ({ content: [{ type: 'text', text: 'erased' }] }));
  server.registerPrompt('welcome', { argsSchema: z.object({ name: z.string() }) }, ({ name }) => ({
    messages: [{ role: 'user', content: { type: 'text', text: `Welcome ${name}` } }],
  }));
  server.registerResource('note', 'note://today', {}, (uri) => ({ contents: [{ uri: uri.href, text: 'a note' }] }));
  return server;
}
