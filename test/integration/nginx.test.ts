import { execFile } from 'node:child_process';
import { get as getHttp } from 'node:http';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import { keepingTime } from '../support/keeping-time.ts';
import { callTool, request } from '../support/messages.ts';
import { post, renderRequest, type PostOptions } from '../support/post.ts';
import { readAnswer, sendRaw, type RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { openLegacyStream, openSession } from '../support/sessions.ts';
import { openTls, placeShippedCertificate, startShipped, type ShippedGateway } from '../support/shipped-gateway.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const files = useRunning(startRecorder);
const tools = useRunning(startRecorder);
let shipped: ShippedGateway;
useGateway(async () => (shipped = await startShipped(files().address, tools().address)));

const call = callTool('read', { path: 'a' });
const browser = { Origin: 'https://app.example.com' };
const json = ({ body }: RawAnswer): unknown => JSON.parse(body.toString());
const corsHeaders = ({ headers }: RawAnswer): string[] => [...headers.keys()].filter((name) => name.startsWith('access-control-'));

/** Expects an error nginx made to be answered as JSON-RPC, and to be logged. */
async function expectNginxError(answer: RawAnswer, status: number, gateway = shipped): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(json(answer)).toMatchObject({ jsonrpc: '2.0', error: { code: status < 500 ? -32600 : -32603 } });
  expect(answer.body.toString()).not.toContain('nginx');
  expect(await gateway.decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ status });
}

describe('the shipped nginx.conf', () => {
  it('passes nginx -t', async () => {
    const [program = '', ...args] = inject('nginx').nginx;
    const { stderr } = await promisify(execFile)(program, [...args, '-t', '-e', 'stderr', '-p', `${shipped.folder}/`, '-c', 'nginx.conf']);
    expect(stderr).toContain('test is successful');
    expect(stderr).not.toContain('[warn]');
  });

  it('sends plain HTTP to HTTPS, keeping the method', async () => {
    const answer = await post(shipped.httpPort, call, { headers: { Host: 'mcp.example.com' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, 'https://mcp.example.com/mcp']);
    expect(answer.headers.get('server')).toBe('nginx');
  });

  it('forwards a good call over TLS', async () => {
    files().reset();
    expect((await shipped.send(call)).status).toBe(200);
    expect(files().requests.map(({ url, body }) => [url, body.toString()])).toEqual([['/mcp', call]]);
  });

  it('speaks TLS 1.2 and 1.3 and nothing older', async () => {
    const spoken: string[] = [];
    for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const) {
      spoken.push(await new Promise((resolve) => {
        const socket = connectTls({ port: shipped.port, host: '127.0.0.1', rejectUnauthorized: false, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }, () => {
          resolve(socket.getProtocol() ?? '');
          socket.destroy();
        });
        socket.on('error', () => { resolve('refused'); });
      }));
    }
    expect(spoken).toEqual(['refused', 'refused', 'TLSv1.2', 'TLSv1.3']);
  });

  it('shows a renewed certificate from the reload on, also of a file that looks untouched', async () => {
    const files = ['tls/portcullis.crt', 'tls/portcullis.key'].map((name) => join(shipped.folder, name));
    const shown = (): Promise<string> => new Promise((resolve, reject) => {
      const socket = openTls(shipped.port).once('secureConnect', () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      }).once('error', reject);
    });
    const before = await shown();
    await keepingTime(files, () => placeShippedCertificate(shipped.folder));
    await shipped.reload(/gracefully shutting down/);
    expect(await shown()).not.toBe(before);
  });

  it('takes no cipher without forward secrecy', async () => {
    await expect(new Promise((resolve, reject) => {
      connectTls({ port: shipped.port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:AES256-GCM-SHA384' }, () => { resolve(undefined); }).on('error', reject);
    })).rejects.toThrow();
  });

  it('judges HTTP/2 like any other', async () => {
    files().reset();
    const session = connectHttp2(`https://127.0.0.1:${shipped.port}`, { rejectUnauthorized: false });
    const allowed = await postHttp2(session, call);
    const denied = await postHttp2(session, callTool('write', {}));
    session.close();
    expect([allowed.status, denied.status]).toEqual([200, 200]);
    expect(JSON.parse(denied.body)).toMatchObject({ id: 1, error: { code: -31403 } });
    expect(files().requests.map(({ body }) => body.toString())).toEqual([call]);
  });

  it('says security headers and not its version, allowed or denied', async () => {
    for (const answer of [await shipped.send(call), await shipped.send(callTool('write', {})), await shipped.send('')]) {
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=63072000');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f]{32}$/);
      expect(answer.headers.get('server')).toBe('nginx');
    }
  });

  it('answers whether it lives', async () => {
    const answer = await shipped.send('', { method: 'GET', path: '/healthz' });
    expect([answer.status, answer.body.toString()]).toEqual([200, 'ok\n']);
  });

  it('shows its counters on loopback', async () => {
    const text = await new Promise<string>((resolve) => getHttp(`http://127.0.0.1:${shipped.statusPort}/nginx_status`, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => { resolve(body); });
    }));
    expect(text).toContain('Active connections');
  });
});

describe('two servers on one host', () => {
  it('each has its own path, upstream and grants', async () => {
    files().reset();
    tools().reset();
    const hammer = callTool('hammer', {});
    expect((await shipped.send(hammer, { path: '/tools/mcp' })).status).toBe(200);
    expect(json(await shipped.send(hammer))).toMatchObject({ error: { code: -31403 } });
    expect(json(await shipped.send(call, { path: '/tools/mcp' }))).toMatchObject({ error: { code: -31403 } });
    expect(tools().requests.map(({ url }) => url)).toEqual(['/mcp']);
    expect(files().requests).toEqual([]);
  });

  it('the legacy transport of one is served, its message endpoint with the session in the query', async () => {
    const stream = await openLegacyStream(tools(), () => openTls(shipped.port), '/messages?sessionId=0c8a2f3e-1', { path: '/sse', headers: { Host: 'mcp.example.com', 'X-Agent-Role': 'reader' } });
    expect((await shipped.send(request('ping'), { path: '/messages?sessionId=0c8a2f3e-1' })).status).toBe(200);
    expect((await shipped.send(request('ping'), { path: '/messages?sessionId=a&x=1' })).status).toBe(400);
    expect((await shipped.send(request('ping'), { path: '/messages?sessionId=a%20b' })).status).toBe(400);
    expect(tools().requests.map(({ url }) => url)).toEqual(['/messages?sessionId=0c8a2f3e-1']);
    stream.socket.destroy();
  });

  it.each(['/', '/admin', '/mcp/x', '/.well-known/oauth-authorization-server'])('nothing is served at %s', async (path) => {
    const answer = await shipped.send(call, { path });
    expect(answer.status).toBe(404);
    expect(json(answer)).toMatchObject({ jsonrpc: '2.0', error: { code: -32600 } });
  });
});

describe('browsers', () => {
  it('of a listed origin get what they ask before they send', async () => {
    const headers = { ...browser, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type, mcp-protocol-version, mcp-session-id' };
    const answer = await shipped.send('', { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST, GET, DELETE, OPTIONS');
    expect(answer.headers.get('access-control-allow-headers')).toBe('content-type, mcp-protocol-version, mcp-session-id');
    expect(answer.headers.get('access-control-allow-credentials')).toBeUndefined();
  });

  it('of a listed origin may read the answer, whatever the server says of it', async () => {
    files().answer((_, response) => response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' }).end('{}'));
    const answer = await shipped.send(call, { headers: browser });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(answer.headers.get('access-control-allow-credentials')).toBeUndefined();
    expect(answer.headers.get('access-control-expose-headers')).toContain('Mcp-Session-Id');
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it.each(['https://evil.example', 'http://app.example.com', 'https://app.example.com.evil.example', 'https://app.example.com:8443', 'null'])('of the origin %s are refused and read nothing', async (origin) => {
    files().reset();
    const preflight = await shipped.send('', { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' } });
    const answer = await shipped.send(call, { headers: { Origin: origin } });
    expect([preflight.status, answer.status]).toEqual([403, 403]);
    expect([...corsHeaders(preflight), ...corsHeaders(answer)]).toEqual([]);
    expect(files().requests).toEqual([]);
  });

  it('are not thought of when no Origin is sent', async () => {
    expect(corsHeaders(await shipped.send(call))).toEqual([]);
  });

  it.each(['evil.example', '127.0.0.1', 'mcp.example.com.evil.example', 'mcp.example.com@evil.example'])('tricked into asking for the host %s are refused', async (host) => {
    files().reset();
    const answer = await shipped.send(call, { headers: { Host: host } });
    expect([400, 403]).toContain(answer.status);
    expect(files().requests).toEqual([]);
  });
});

describe('what the upstream is told', () => {
  it('is where the request came from, and no hop header', async () => {
    files().reset();
    await shipped.send(call, { headers: { 'Accept-Encoding': 'gzip, br', TE: 'trailers', Connection: 'keep-alive, X-Hop', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', 'X-Real-IP': '10.9.9.9' } });
    const headers = files().requests[0]?.headers ?? {};
    expect(headers).toMatchObject({ host: 'mcp.example.com', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'mcp.example.com', 'x-real-ip': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' });
    expect(headers['x-request-id']).toMatch(/^[\da-f]{32}$/);
    expect(headers).not.toHaveProperty('accept-encoding');
    expect(headers).not.toHaveProperty('keep-alive');
  });

  it('is the client\'s address behind a trusted proxy, which the log has too', async () => {
    files().reset();
    const answer = await shipped.send(call, { headers: { 'X-Forwarded-For': '198.51.100.7' } });
    expect(files().requests[0]?.headers['x-real-ip']).toBe('198.51.100.7');
    expect(await shipped.decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ client: '198.51.100.7' });
  });

  it('is every header of an MCP client, underscores and dots in its name included', async () => {
    await openSession(files(), 'abc', (initialize) => shipped.send(initialize));
    await shipped.send(call, { headers: { 'Mcp-Param-user_id': '7', 'Mcp-Param-a.b': 'x', 'MCP-Session-Id': 'abc', 'Last-Event-ID': '3', Authorization: 'Bearer t' } });
    expect(files().requests[0]?.headers).toMatchObject({ 'mcp-param-user_id': '7', 'mcp-param-a.b': 'x', 'mcp-session-id': 'abc', 'last-event-id': '3', authorization: 'Bearer t' });
  });
});

describe('what a server says', () => {
  const result = '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"done"}]}}';

  it('cannot lead nginx to another of its locations', async () => {
    files().answer((_, response) => response.writeHead(200, { 'content-type': 'application/json', 'x-accel-redirect': '/healthz' }).end(result));
    const answer = await shipped.send(call);
    expect(answer.body.toString()).toBe(result);
  });

  it('cannot slow nginx down or have it keep the answer', async () => {
    files().answer((_, response) => response.writeHead(200, { 'content-type': 'application/json', 'x-accel-limit-rate': '1', 'x-accel-buffering': 'yes' }).end(result.replace('done', 'x'.repeat(5000))));
    const begun = performance.now();
    expect((await shipped.send(call)).body).toHaveLength(result.length + 4996);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('of what it is made of is not told', async () => {
    files().answer((_, response) => response.writeHead(200, { 'content-type': 'application/json', 'x-powered-by': 'Express', server: 'secret/1.0' }).end('{}'));
    const answer = await shipped.send(call);
    expect(answer.headers.get('x-powered-by')).toBeUndefined();
    expect(answer.headers.get('server')).toBe('nginx');
  });
});

describe('streams', () => {
  it('pass each event at once', async () => {
    let write: (text: string) => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      files().answer((_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        write = (text) => { response.write(text); };
        resolve();
      });
    });
    const socket = openTls(shipped.port);
    socket.write(renderRequest('', { method: 'GET', headers: { Host: 'mcp.example.com', 'X-Agent-Role': 'reader', Accept: 'text/event-stream' } }));
    const arrives = (text: string): Promise<number> => new Promise((resolve) => {
      socket.on('data', (chunk: Buffer) => { if (chunk.includes(text)) resolve(performance.now()); });
    });
    await opened;
    for (const event of ['first', 'second', 'third']) {
      const arrived = arrives(event);
      const sent = performance.now();
      write(`data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"${event}"}}\n\n`);
      expect((await arrived) - sent).toBeLessThan(200);
    }
    socket.destroy();
  });
});

describe('limits and times', () => {
  const slow = useRunning(startRecorder);
  let hurried: ShippedGateway;
  useGateway(async () => (hurried = await startShipped(slow().address, `127.0.0.1:${await findFreePort()}`, {
    'nginx.conf': (conf) => conf.replace('burst=200', 'burst=20').replace('connections 100', 'connections 4'),
    'portcullis/server.conf': (conf) => conf.replace(/client_header_timeout .*;/, 'client_header_timeout 1s;'),
    'portcullis/location.conf': (conf) => conf.replace(/client_body_timeout .*;/, 'client_body_timeout 1s;').replace(/proxy_read_timeout .*;/, 'proxy_read_timeout 1s;'),
  })));
  /** Each test is a client of its own: limits count by address, and this hop's word for it is taken. */
  const from = (client: string, options: PostOptions = {}): PostOptions => ({ ...options, headers: { 'X-Forwarded-For': client, ...options.headers } });

  it('too many requests are answered 429', async () => {
    const answers: RawAnswer[] = [];
    for (let sent = 0; sent < 60; sent += 3) answers.push(...(await Promise.all([1, 2, 3].map(() => hurried.send(call, from('198.51.100.1'))))));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(20);
    for (const answer of limited.slice(0, 2)) await expectNginxError(answer, 429, hurried);
    expect((await hurried.send(call, from('198.51.100.2'))).status).toBe(200);
  });

  it('too many connections of one client are answered 429', async () => {
    slow().answer((_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n'));
    const sockets = await Promise.all(Array.from({ length: 4 }, () => openStream(hurried, '198.51.100.3')));
    const answer = await hurried.send(call, from('198.51.100.3'));
    await expectNginxError(answer, 429, hurried);
    for (const socket of sockets) socket.destroy();
    slow().reset();
  });

  it('a body that stops coming is given up', async () => {
    slow().reset();
    const socket = openTls(hurried.port);
    const answer = readAnswer(socket).catch(() => undefined);
    socket.write(renderRequest(call, { headers: { Host: 'mcp.example.com', 'X-Agent-Role': 'reader', 'X-Forwarded-For': '198.51.100.4' } }).subarray(0, -10));
    const { status } = (await answer) ?? { status: 408 };
    expect([400, 408]).toContain(status);
    expect(await hurried.awaitDecision(({ client }) => client === '198.51.100.4')).toMatchObject({ upstream_status: '' });
    expect(slow().requests).toEqual([]);
  });

  it('a head that stops coming is given up', async () => {
    const socket = openTls(hurried.port);
    const ended = new Promise<void>((resolve) => socket.on('close', () => { resolve(); }));
    socket.write('POST /mcp HTTP/1.1\r\nHost: mcp.exam');
    socket.resume();
    await ended;
  });

  it('a server that does not answer is answered for with 504', async () => {
    slow().answer(() => undefined);
    const answer = await hurried.send(callTool('read', {}, 'late'), from('198.51.100.5'));
    await expectNginxError(answer, 504, hurried);
    expect(json(answer)).toMatchObject({ id: 'late' });
  });

  it('a server that is down is answered for with 502', async () => {
    const answer = await hurried.send(callTool('hammer', {}, 7), from('198.51.100.6', { path: '/tools/mcp' }));
    await expectNginxError(answer, 502, hurried);
    expect(json(answer)).toMatchObject({ id: 7 });
  });

  it('a body too large for nginx is answered 413', async () => {
    await expectNginxError(await hurried.send('', from('198.51.100.7', { headers: { 'Content-Length': '20000000' } })), 413, hurried);
  });

  it.each([
    ['a header too large', { 'X-Large': 'x'.repeat(40_000) }, ''],
    ['a request line too long', {}, `?${'x'.repeat(40_000)}`],
  ])('%s is answered in JSON-RPC', async (_, headers, query) => {
    const answer = await hurried.send(call, from('198.51.100.8', { headers, path: `/mcp${query}` }));
    expect([400, 414, 431]).toContain(answer.status);
    expect(json(answer)).toMatchObject({ jsonrpc: '2.0', error: { code: -32600 } });
  });

  it('plain HTTP sent to the TLS port is answered in JSON-RPC', async () => {
    const answer = await sendRaw(hurried.port, renderRequest(call));
    expect(answer.status).toBe(400);
    expect(json(answer)).toMatchObject({ jsonrpc: '2.0', error: { code: -32600 } });
  });

  it('a request that is none is answered in JSON-RPC', async () => {
    const socket = openTls(hurried.port);
    const answer = readAnswer(socket);
    socket.write('nonsense\r\n\r\n');
    expect(json(await answer)).toMatchObject({ jsonrpc: '2.0', error: { code: -32600 } });
  });
});

async function openStream(gateway: ShippedGateway, client: string): Promise<ReturnType<typeof openTls>> {
  const socket = openTls(gateway.port);
  const first = new Promise<void>((resolve) => socket.once('data', () => { resolve(); }));
  socket.write(renderRequest('', { method: 'GET', headers: { Host: 'mcp.example.com', 'X-Agent-Role': 'reader', 'X-Forwarded-For': client, Accept: 'text/event-stream' } }));
  await first;
  return socket;
}

function postHttp2(session: ClientHttp2Session, body: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':method': 'POST', ':path': '/mcp', ':authority': 'mcp.example.com', 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'x-agent-role': 'reader' });
    let status = 0;
    let text = '';
    stream.on('response', (headers) => { status = headers[':status'] ?? 0; });
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    stream.on('end', () => { resolve({ status, body: text }); }).on('error', reject);
    stream.end(body);
  });
}
