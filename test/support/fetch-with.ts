import { request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { Readable } from 'node:stream';

/** `fetch` as a client of mcp.example.com with these options, such as certificates or the address it comes from; each request has a connection of its own. */
export function fetchWith(options: RequestOptions): typeof fetch {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', signal, body } = init;
      const url = new URL(input instanceof Request ? input.url : input);
      const headers = { host: 'mcp.example.com', ...Object.fromEntries(new Headers(init.headers)) };
      const request = url.protocol === 'https:' ? requestHttps : requestHttp;
      const sent = request(url, { ...options, agent: false, servername: 'mcp.example.com', method, headers, ...(signal ? { signal } : {}) }, (response) => {
        const { statusCode: status = 0, rawHeaders } = response;
        const pairs = rawHeaders.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : []));
        const hasBody = ![204, 205, 304].includes(status);
        resolve(new Response(hasBody ? (Readable.toWeb(response) as ReadableStream) : null, { status, headers: pairs }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

/** The same for mcp.example.com at a port of this machine; other hosts are as they are. */
export function fetchAt(port: number, ca: Buffer): typeof fetch {
  const there = fetchWith({ ca, hostname: '127.0.0.1', port });
  return (input, init) => (new URL(input instanceof Request ? input.url : input).hostname === 'mcp.example.com' ? there(input, init) : fetch(input, init));
}
