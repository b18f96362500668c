import { beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../support/access-log.ts';
import { startGateway, type Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const policy = (more = ''): string => recorderPolicy.replace(/^identity: .*$/m, `identity: { auth_request: {}${more} }`);
const read = callTool('read_text_file', { path: '/srv/data/a' });
/** One that has not the form of an ordinary call. */
const spread = JSON.stringify(JSON.parse(read), null, 2);
const token = { Authorization: 'Bearer secret-of-alice' };
const recorder = useRunning(startRecorder);
const service = useRunning(startRecorder);

const auth = (): string => `location = /auth { internal; proxy_pass http://${service().address}/verify; proxy_pass_request_body off; proxy_set_header Content-Length ""; proxy_set_header X-Role ""; }`;
const asks = 'include portcullis/auth-request.conf; auth_request /auth; auth_request_set $mcp_auth_role $upstream_http_x_role; auth_request_set $mcp_auth_user $upstream_http_x_user;';
const goesOn = 'client_max_body_size 16m; error_page 401 403 413 500 @mcp; try_files /dev/null/mcp @mcp;';

function start(outer = `location = /mcp { ${asks} ${goesOn} }`, more = ''): Promise<Gateway> {
  return startGateway({ policy: policy(more), upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['@mcp'] }], extraServer: `${auth()} ${outer}` });
}

beforeEach(() => {
  service().reset();
  say(204, { 'X-Role': 'operator', 'X-User': 'alice' });
});

/** What the service answers from now on. */
function say(status: number, headers: Readonly<Record<string, string | readonly string[]>>): void {
  service().answer((_request, response) => response.writeHead(status, headers as Record<string, string>).end());
}

async function send(gateway: Gateway, headers: Headers = token, body = read): Promise<RawAnswer & { readonly decision: Decision }> {
  recorder().reset();
  const answer = await post(gateway.port, body, { headers });
  return { ...answer, decision: await gateway.decision(answer.headers.get('x-request-id') ?? '') };
}

describe('a service that says who calls', () => {
  const gateway = useGateway(start);

  it.each([read, spread])('is believed, whatever the client says', async (body) => {
    const forged = { 'X-Role': 'reader', 'X-User': 'mallory', mcp_auth_role: 'reader', 'X-Agent-Role': 'reader' };
    expect(await send(gateway(), { ...token, ...forged }, body)).toMatchObject({ status: 200, decision: { decision: 'allow', role: 'operator', subject: 'alice' } });
    expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers.authorization])).toEqual([['operator', undefined]]);
    expect(service().requests.map(({ headers }) => headers.authorization)).toEqual([token.Authorization]);
  });

  it('may name a role alone', async () => {
    say(200, { 'X-Role': 'reader' });
    expect(await send(gateway())).toMatchObject({ status: 200, decision: { role: 'reader', subject: '' } });
  });

  it.each([
    ['no role', 204, { 'X-User': 'alice' }],
    ['nothing', 204, {}],
    ['two roles', 204, { 'X-Role': ['reader', 'operator'], 'X-User': 'alice' }],
    ['one role twice', 204, { 'X-Role': ['reader', 'reader'] }],
    ['two roles in one header', 204, { 'X-Role': 'reader, operator' }],
    ['two users', 204, { 'X-Role': 'reader', 'X-User': ['alice', 'bob'] }],
  ])('and names %s is refused', async (_, status, headers) => {
    say(status, headers);
    for (const body of [read, spread]) {
      expect(await send(gateway(), { ...token, 'X-Role': 'operator', 'X-User': 'alice' }, body)).toMatchObject({ status: 401, decision: { rule: 'auth.role', role: '', subject: '' } });
      expect(recorder().requests).toEqual([]);
    }
  });

  it('and names a role that the policy does not have is refused', async () => {
    say(204, { 'X-Role': 'root', 'X-User': 'alice' });
    expect(await send(gateway())).toMatchObject({ status: 403, decision: { rule: 'role.unknown' } });
  });

  it.each([
    ['does not know the caller', 401, { 'WWW-Authenticate': 'Bearer realm="service"', 'X-Role': 'operator' }, 401],
    ['forbids', 403, { 'X-Role': 'operator' }, 403],
    ['fails', 500, { 'X-Role': 'operator' }, 500],
    ['sends elsewhere', 302, { Location: 'https://login.example', 'X-Role': 'operator' }, 500],
  ])('and %s ends the request, in JSON-RPC', async (_, status, headers, answered) => {
    say(status, headers);
    const answer = await send(gateway());
    expect(answer).toMatchObject({ status: answered, decision: { decision: 'deny', rule: 'http.error', role: '', subject: '' } });
    expect(readError(answer)).toMatchObject({ jsonrpc: '2.0', error: {} });
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer realm="service"' : undefined);
    expect(recorder().requests).toEqual([]);
  });

  it('and leaves without an answer ends the request', async () => {
    service().answer((_request, response) => { response.destroy(); });
    expect(await send(gateway())).toMatchObject({ status: 500, decision: { rule: 'http.error' } });
    expect(recorder().requests).toEqual([]);
  });

  it('cannot be asked from without', async () => {
    expect((await post(gateway().port, read, { path: '/auth', headers: token })).status).toBe(404);
  });
});

describe('beside a role for those who show nothing', () => {
  const gateway = useGateway(() => start(undefined, ', anonymous: reader'));

  it('who has no role is not anonymous', async () => {
    say(204, {});
    expect(await send(gateway())).toMatchObject({ status: 401, decision: { rule: 'auth.role' } });
  });
});

describe.each([
  // nginx asks js_access before auth_request, so nothing is known there yet.
  ['beside the handler', `location = /mcp { ${asks} set $mcp_server files; include portcullis/location.conf; proxy_pass http://$mcp_upstream; }`],
  ['nowhere', `location = /mcp { ${goesOn} }`],
])('a service that is asked %s', (_, outer) => {
  const gateway = useGateway(() => start(outer));

  it('says nothing', async () => {
    expect(await send(gateway())).toMatchObject({ status: 401, decision: { rule: 'auth.missing', role: '' } });
    expect([recorder().requests, service().requests]).toEqual([[], []]);
  });
});

describe.each([
  ['goes on as if it were none', `location = /mcp { error_page 401 403 500 = @mcp; ${asks} try_files /dev/null/mcp @mcp; }`],
  ['goes on, without our include', `location = /mcp { error_page 401 403 500 = @mcp; ${asks.replace('include portcullis/auth-request.conf; ', '')} try_files /dev/null/mcp @mcp; }`],
  ['is made good by another way in, without our include', `location = /mcp { satisfy any; allow all; ${asks.replace('include portcullis/auth-request.conf; ', '')} try_files /dev/null/mcp @mcp; }`],
])('a refusal that %s', (_, outer) => {
  const gateway = useGateway(() => start(outer));

  it('makes nobody known', async () => {
    // nginx sets variables from what the service said before it looks at the status.
    say(403, { 'X-Role': 'operator', 'X-User': 'alice' });
    const answer = await send(gateway());
    expect([answer.status, answer.decision.rule, answer.decision.role, recorder().requests]).toMatchObject([401, expect.stringMatching(/^auth\.(?:role|missing)$/) as string, '', []]);
  });
});
