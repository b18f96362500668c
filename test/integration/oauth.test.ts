import { beforeEach, describe, expect, it } from 'vitest';
import { fetchWith } from '../support/fetch-with.ts';
import { startGateway } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { callTool, request } from '../support/messages.ts';
import { post, readError, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { expectRefusal } from '../support/refusal.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const signer = makeSigner('ES256');
const issuer = 'https://login.example.com/realms/main';
const files = 'https://mcp.example.com/files/mcp';

const policy = `
version: 1
identity:
  jwt: [{ issuer: ${issuer}, keys_file: keys.json }]
  trusted_hops: [127.0.0.9/32]
  order: [role_header, jwt]
  lockout: { failures: 0 }
  scopes: { mcp: {}, "files:read": {}, "files:write": { includes: ["files:read"] }, "it's": {} }
roles: { reader: {}, operator: {} }
servers:
  files:
    upstream: files
    resource: https://mcp.example.com/files/mcp
    resource_name: "Files of $host ';}"
    scopes: [mcp]
    tools:
      read_text_file: { roles: [reader], scopes: ["files:read"] }
      echo: { roles: [reader] }
      drop: { roles: [operator], scopes: ["it's"] }
    resources: [ { uri: "file:///srv/**", roles: [reader], scopes: ["files:read"] } ]
  other:
    upstream: files
    path: /other
    resource: https://mcp.example.com/other.html
    tools: { echo: { roles: [reader] } }
  elsewhere:
    upstream: files
    resource: https://intern.example.com:8443/mcp
    tools: { echo: { roles: [reader] } }
`;

const other = 'location /other { set $mcp_server other; include portcullis/location.conf; proxy_pass http://$mcp_upstream; }';
const recorder = useRunning(startRecorder);
const gateway = useGateway(() => startGateway({ policy, keys: JSON.stringify({ keys: [signer.jwk] }), upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }], extraServer: other }));
beforeEach(() => { recorder().reset(); });

const send = (body: string, headers: Headers = {}, path = '/mcp'): Promise<RawAnswer> => post(gateway().port, body, { headers, path });
const tokenFor = (audience: string | readonly string[], scope?: string, more: object = {}): string => {
  const now = Math.floor(Date.now() / 1000);
  return signer.token({ iss: issuer, aud: audience, sub: 'ada', iat: now, exp: now + 600, roles: ['reader'], ...(scope !== undefined && { scope }), ...more });
};
const as = (scope?: string): Headers => ({ Authorization: `Bearer ${tokenFor(files, scope)}` });
const [few, most, none] = ['mcp', 'mcp files:write', undefined];
const read = callTool('read_text_file', { path: 'a' });
const spread = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);
const metadata = 'https://mcp.example.com/.well-known/oauth-protected-resource/files/mcp';

describe('metadata', () => {
  const wellKnown = '/.well-known/oauth-protected-resource';
  const get = (path: string, { host = 'mcp.example.com', method = 'GET', headers = {} }: { readonly host?: string; readonly method?: string; readonly headers?: Headers } = {}): Promise<RawAnswer> =>
    post(gateway().port, '', { method, path, headers: { Host: host, Accept: 'application/json', 'Content-Type': undefined, 'Content-Length': undefined, ...headers } });

  it('is there for everybody, and as the policy has it', async () => {
    const answer = await get(`${wellKnown}/files/mcp`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'application/json', 'public, max-age=300']);
    expect(JSON.parse(answer.body.toString())).toEqual({
      resource: 'https://mcp.example.com/files/mcp',
      authorization_servers: [issuer],
      scopes_supported: ['mcp', 'files:read', "it's"],
      bearer_methods_supported: ['header'],
      resource_name: "Files of $host ';}",
    });
    expect(recorder().requests).toEqual([]);
  });

  it.each([
    ['with a slash at the end', `${wellKnown}/files/mcp/`, {}, 'https://mcp.example.com/files/mcp'],
    ['whatever a path ends in', `${wellKnown}/other.html`, {}, 'https://mcp.example.com/other.html'],
    ['with a host in capitals', `${wellKnown}/files/mcp`, { host: 'MCP.Example.com' }, 'https://mcp.example.com/files/mcp'],
    ['with a port that only the client knows', `${wellKnown}/files/mcp`, { host: 'mcp.example.com:9443' }, 'https://mcp.example.com/files/mcp'],
    ['of the only resource of a host, at the root', wellKnown, { host: 'intern.example.com:8443' }, 'https://intern.example.com:8443/mcp'],
  ])('%s', async (_, path, how, url) => {
    const answer = await get(path, how);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ resource: url });
  });

  it.each([
    ['of no resource', `${wellKnown}/nothing`, {}],
    ['at the root of a host with several', wellKnown, {}],
    ['of another host\'s', `${wellKnown}/files/mcp`, { host: 'intern.example.com' }],
    ['of a host that only ends like one', `${wellKnown}/files/mcp`, { host: 'x.mcp.example.com' }],
    ['of a host that is not told', `${wellKnown}/mcp`, { host: 'localhost' }],
    ['that only begins like one', `${wellKnown}/files/mcp2`, {}],
    ['in other case', `${wellKnown}/FILES/mcp`, {}],
    ['that tries for another entry of the policy', `${wellKnown}/x`, { host: 's:files:' }],
    ['beside it', `${wellKnown}-x`, {}],
    ['of an issuer, which nobody is here', '/.well-known/oauth-authorization-server', {}],
    ['of an issuer below a path', '/.well-known/oauth-authorization-server/files/mcp', {}],
    ['of an OpenID provider', '/.well-known/openid-configuration', {}],
    ['of a login', '/authorize', {}],
  ])('%s is not found', async (_, path, how) => {
    const answer = await get(path, how);
    expect([400, 404]).toContain(answer.status);
    if (!('host' in how && how.host.includes(':'))) expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBeUndefined();
    expect(answer.body.toString()).not.toContain('login.example.com');
  });

  it('can be read by pages of any origin, which are no party to anything', async () => {
    const headers = { Origin: 'https://app.example.org', 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'mcp-protocol-version' };
    const preflight = await get(`${wellKnown}/files/mcp`, { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin'), preflight.headers.get('access-control-allow-headers')]).toEqual([204, '*', '*']);
    for (const path of [`${wellKnown}/files/mcp`, `${wellKnown}/nothing`]) {
      const answer = await get(path, { headers: { ...headers, 'MCP-Protocol-Version': '2025-11-25' } });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-credentials')).toBeUndefined();
    }
  });

  it('has a head without a body', async () => {
    const answer = await fetchWith({})(`${gateway().url}${wellKnown}/files/mcp`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'application/json', '']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('takes no %s', async (method) => {
    const answer = await get(`${wellKnown}/files/mcp`, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('is logged as what it is', async () => {
    await get(`${wellKnown}/nothing`);
    await get(`${wellKnown}/files/mcp`);
    expect(await gateway().awaitDecision(({ status, decision }) => status === 200 && decision === 'allow')).toMatchObject({ http_method: 'GET', role: '', server: '' });
    expect(await gateway().awaitDecision(({ status }) => status === 404)).toMatchObject({ decision: 'deny' });
  });
});

describe('a challenge', () => {
  it.each([
    ['nothing', {}, 'auth.missing'],
    ['something wrong', { Authorization: 'Bearer x' }, 'jwt.form'],
    ['a token for another server', { Authorization: `Bearer ${tokenFor('https://mcp.example.com/other.html')}` }, 'jwt.audience'],
    ['another scheme', { Authorization: 'Basic eDp5' }, 'auth.scheme'],
    ['a token that has expired', { Authorization: `Bearer ${tokenFor(files, most, { exp: 1 })}` }, 'jwt.expired'],
  ] as const)('for %s says where the metadata is and what every request needs', async (_, headers, rule) => {
    for (const body of [read, spread(read), callTool('drop', {}), callTool('nothing', {})]) {
      const answer = await send(body, headers);
      await expectRefusal(gateway(), recorder(), answer, { rule, status: 401, code: -31401, id: 1 });
      const error = rule === 'auth.missing' ? '' : ' realm="mcp", error="invalid_token",';
      expect(answer.headers.get('www-authenticate')).toBe(`Bearer${error} resource_metadata="${metadata}", scope="mcp"`);
    }
  });

  it('comes with a stream and its end too', async () => {
    for (const method of ['GET', 'DELETE']) {
      const answer = await post(gateway().port, '', { method, headers: { Accept: 'text/event-stream', 'Content-Type': undefined, 'Content-Length': undefined } });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, `Bearer resource_metadata="${metadata}", scope="mcp"`]);
    }
  });
});

describe('scopes', () => {
  const challenge = (scope: string): string => `Bearer error="insufficient_scope", scope="${scope}", resource_metadata="${metadata}", error_description="The token lacks a scope."`;

  /** One that was believed before, so that an ordinary call needs no look at it. */
  const known = async (scope?: string): Promise<Headers> => {
    const headers = as(scope);
    await send(callTool('echo', {}), headers);
    recorder().reset();
    return headers;
  };

  it.each([['an ordinary call', read], ['any other', spread(read)]])('let %s pass that has them or one that includes them', async (_, body) => {
    for (const headers of [as(most), await known(most)]) {
      recorder().reset();
      expect((await send(body, headers)).status).toBe(200);
      expect(recorder().requests).toHaveLength(1);
    }
  });

  it.each([['an ordinary call', read], ['any other', spread(read)]])('are asked for where %s lacks one', async (_, body) => {
    for (const scope of [few, none, 'files:read', 'mcp FILES:READ', 'mcp files:rea']) {
      const answer = await send(body, await known(scope));
      expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ role: 'reader', subject: 'ada', target: 'read_text_file' });
      await expectRefusal(gateway(), recorder(), answer, { rule: 'auth.scope', status: 403, code: -31403, id: 1 });
      expect(answer.headers.get('www-authenticate')).toBe(challenge('mcp files:read'));
      expect(readError(answer).error.message).toBe('Insufficient scope.');
    }
  });

  it('of the server hold for what needs no others', async () => {
    for (const body of [callTool('echo', {}), spread(callTool('echo', {})), request('tools/list'), request('ping'), '{"jsonrpc":"2.0","method":"notifications/initialized"}']) {
      recorder().reset();
      const refused = await send(body, await known(none));
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([403, challenge('mcp')]);
      expect(recorder().requests).toEqual([]);
      const headers = await known(few);
      expect((await send(body, headers)).status).toBeLessThan(300);
      expect(recorder().requests).toHaveLength(1);
    }
  });

  const hop = { from: '127.0.0.9' };

  it('bind nobody who can have none', async () => {
    for (const body of [read, spread(read)]) expect((await post(gateway().port, body, { ...hop, headers: { 'X-Agent-Role': 'reader' } })).status).toBe(200);
  });

  it('bind a token whatever else shows who calls', async () => {
    for (const body of [read, spread(read)]) {
      expect((await post(gateway().port, body, { ...hop, headers: { 'X-Agent-Role': 'reader', ...(await known(few)) } })).status).toBe(403);
      expect((await post(gateway().port, body, { ...hop, headers: { 'X-Agent-Role': 'reader', ...(await known(most)) } })).status).toBe(200);
    }
  });

  it('make up for no role, and tell nothing of what it may not', async () => {
    for (const scope of [none, most]) {
      for (const name of ['drop', 'nothing']) {
        const answer = await send(callTool(name, {}), as(scope));
        await expectRefusal(gateway(), recorder(), answer, { rule: 'policy.tool', status: 200, code: -31403, id: 1 });
        expect(answer.headers.get('www-authenticate')).toBeUndefined();
      }
    }
  });

  it('do not hide tools, so that clients can ask for more', async () => {
    recorder().answer((_, response) => {
      const tools = ['read_text_file', 'echo', 'drop'].map((name) => ({ name, inputSchema: { type: 'object' } }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools } }));
    });
    const { result } = JSON.parse((await send(request('tools/list'), as(few))).body.toString()) as { result: { tools: { name: string }[] } };
    expect(result.tools.map(({ name }) => name)).toEqual(['read_text_file', 'echo']);
  });
});

describe('a token', () => {
  const elsewhere = 'https://mcp.example.com/other.html';
  const callOther = (token: string): Promise<RawAnswer> => send(callTool('echo', {}), { Authorization: `Bearer ${token}` }, '/other');

  it('for one server is none for another, though it was just believed there', async () => {
    const token = tokenFor(files, most);
    for (let time = 0; time < 2; time++) expect((await send(read, { Authorization: `Bearer ${token}` })).status).toBe(200);
    recorder().reset();
    for (const body of [callTool('echo', {}), spread(callTool('echo', {}))]) {
      const answer = await send(body, { Authorization: `Bearer ${token}` }, '/other');
      await expectRefusal(gateway(), recorder(), answer, { rule: 'jwt.audience', status: 401, code: -31401, id: 1 });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="mcp", error="invalid_token", resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/other.html"');
    }
    expect((await callOther(tokenFor(elsewhere))).status).toBe(200);
  });

  it('for both is one for each', async () => {
    const token = tokenFor([files, elsewhere], most);
    expect((await send(read, { Authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await callOther(token)).status).toBe(200);
  });

  it('does not reach the server', async () => {
    for (const body of [read, spread(read)]) await send(body, as(most));
    expect(recorder().requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });
});

it('a token in the query is refused, and goes nowhere', async () => {
  const answer = await post(gateway().port, read, { path: `/mcp?access_token=${tokenFor(files, most)}` });
  await expectRefusal(gateway(), recorder(), answer, { rule: 'http.query', status: 400, code: -32600 });
});
