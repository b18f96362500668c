import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { createMcpHandler, inputRequired, inputResponse, isLegacyRequest, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { LegacySessions } from '../../conformance/fixture/legacy-sessions.ts';
import type { McpServerProcess } from './everything.ts';
import { startHttpServer } from './http-server.ts';
import { Inbox } from './inbox.ts';

/** A server of both eras whose tools send the user to a URL, and wait until they are cancelled. */
export interface WaitingServer extends McpServerProcess {
  /** What became of calls that wait: `waits`, then `cancelled`. */
  readonly events: Inbox<string>;
}

export async function startWaitingServer(): Promise<WaitingServer> {
  const events = new Inbox<string>();
  const legacy = new LegacySessions(() => makeServer(events));
  const modern = createMcpHandler(() => makeServer(events), { legacy: 'reject' });
  const handle = toNodeHandler({ fetch: async (request) => ((await isLegacyRequest(request)) ? legacy : modern).fetch(request) });
  const stop = async (): Promise<void> => {
    await modern.close();
    await legacy.close();
  };
  const server = await startHttpServer((request, response) => void handle(request as NodeIncomingMessageLike, response), stop);
  return { ...server, events };
}

function makeServer(events: Inbox<string>): McpServer {
  const server = new McpServer({ name: 'waiting', version: '1.0.0' });
  server.registerTool('visit', { inputSchema: z.object({ url: z.string() }) }, ({ url }, { mcpReq }) => {
    const answer = inputResponse(mcpReq.inputResponses, 'visit');
    if (answer.kind === 'elicit') return { content: [{ type: 'text', text: `the user said ${answer.action}` }] };
    return inputRequired({ inputRequests: { visit: inputRequired.elicitUrl({ message: 'please sign in', url }) } });
  });
  server.registerTool('wait', { inputSchema: z.object({}) }, async (_, { mcpReq }) => {
    const token = mcpReq._meta?.progressToken;
    const cancelled = new Promise<void>((resolve) => { mcpReq.signal.addEventListener('abort', () => { resolve(); }); });
    events.put('waits');
    if (token !== undefined) await mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress: 1 } });
    await cancelled;
    events.put('cancelled');
    return { content: [] };
  });
  return server;
}
