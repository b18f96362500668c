import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { z } from 'zod';
import type { McpServerProcess } from './everything.ts';
import { startHttpServer } from './http-server.ts';

/** Starts a server with the records of many tenants, which gives each to whoever asks. */
export function startRecords(): Promise<McpServerProcess> {
  const handler = createMcpHandler(makeServer);
  const handle = toNodeHandler(handler);
  return startHttpServer((request, response) => void handle(request as NodeIncomingMessageLike, response), () => handler.close());
}

function makeServer(): McpServer {
  const server = new McpServer({ name: 'records', version: '1.0.0' });
  server.registerTool('read_record', { inputSchema: z.object({ tenant_id: z.string(), id: z.string() }) }, ({ tenant_id: tenant, id }) => ({ content: [{ type: 'text', text: `record ${id} of ${tenant}` }] }));
  server.registerTool('export_records', { inputSchema: z.object({ tenant_id: z.string() }) }, ({ tenant_id: tenant }) => ({ content: [{ type: 'text', text: `all of ${tenant}` }] }));
  return server;
}
