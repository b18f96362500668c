/** A legacy tools/call as JSON text. */
export function callTool(name: string, args: unknown, id: unknown = 1): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });
}

/** Any legacy request as JSON text. */
export function request(method: string, params?: unknown, id: unknown = 1): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

/** A notification as JSON text. */
export function notification(method: string, params?: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', method, params });
}

/** `_meta` of a modern request. */
export const modernMeta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A modern request as JSON text. */
export function modernRequest(method: string, params: Readonly<Record<string, unknown>> = {}, id: unknown = 1, meta: object = modernMeta): string {
  return request(method, { ...params, _meta: meta }, id);
}

/** The same of a client that knows the extension of tasks. */
export const taskMeta = { ...modernMeta, 'io.modelcontextprotocol/clientCapabilities': { extensions: { 'io.modelcontextprotocol/tasks': {} } } };
