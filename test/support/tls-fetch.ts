import { request, type RequestOptions } from 'node:https';
import { Readable } from 'node:stream';

/** `fetch` over TLS with these options and a connection for each request, as a client at mcp.example.com. */
export function tlsFetch(tls: RequestOptions): typeof fetch {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', signal, body } = init;
      const headers = { host: 'mcp.example.com', ...Object.fromEntries(new Headers(init.headers)) };
      const url = input instanceof Request ? input.url : input;
      const sent = request(url, { ...tls, agent: false, servername: 'mcp.example.com', method, headers, ...(signal ? { signal } : {}) }, (response) => {
        const { statusCode: status = 0, rawHeaders } = response;
        const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [])) as [string, string][];
        const hasBody = ![204, 205, 304].includes(status);
        resolve(new Response(hasBody ? (Readable.toWeb(response) as ReadableStream) : null, { status, headers: pairs }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
}
