/** The session of every call, which the server behind hands out. */
export const sessionId = '5b0c1f7e-6a51-4f0e-9d3b-2f8a7c4e1d90';

/** Headers a client of the 2025-11-25 revision sends, and the role its agent runtime adds. */
const clientHeaders = [
  'Accept: application/json, text/event-stream',
  'Accept-Encoding: gzip, deflate',
  'MCP-Protocol-Version: 2025-11-25',
  'User-Agent: node',
];
const roleHeader = 'X-Agent-Role: operator';

/** The bytes of one `tools/call` over HTTP/1.1 with keep-alive; `caller` is the header that shows who calls. */
export function encodeCall(name: string, args: Readonly<Record<string, unknown>>, caller = roleHeader): Buffer {
  return encodePost(callBody(name, args), [...clientHeaders, caller, `Mcp-Session-Id: ${sessionId}`]);
}

/** The bytes of the request that opens the session. */
export function encodeInitialize(caller = roleHeader): Buffer {
  return encodePost(JSON.stringify({ method: 'initialize', params: {}, jsonrpc: '2.0', id: 17 }), [...clientHeaders, caller]);
}

function encodePost(message: string, headers: readonly string[]): Buffer {
  const body = Buffer.from(message);
  const head = ['POST /mcp HTTP/1.1', 'Host: 127.0.0.1', ...headers, 'Content-Type: application/json', `Content-Length: ${body.length}`];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** The JSON-RPC message of a `tools/call`, members in the order the TypeScript SDK writes them. */
export function callBody(name: string, args: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ method: 'tools/call', params: { name, arguments: args }, jsonrpc: '2.0', id: 17 });
}

/** The bytes of the GET that opens a stream, of a server without sessions. */
export function encodeStream(): Buffer {
  const headers = [...clientHeaders, roleHeader].map((header) => (header.startsWith('Accept:') ? 'Accept: text/event-stream' : header));
  return Buffer.from(`${['GET /stream HTTP/1.1', 'Host: 127.0.0.1', ...headers].join('\r\n')}\r\n\r\n`);
}
