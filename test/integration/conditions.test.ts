import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Rule } from '../../src/core/rules.ts';
import { issue, makeAuthority, type Certificate } from '../support/certificates.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { findFreePorts } from '../support/free-port.ts';
import type { Gateway } from '../support/gateway.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool, request } from '../support/messages.ts';
import { post, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { expectRefusal } from '../support/refusal.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { keys, stored, file } = makeKeys({ alice: ['alice', 'a'], bob: ['bob', 'a'] });
const policy = (tools: string, more = ''): string => `
version: 1
identity: { api_keys: {}, lockout: { failures: 0 } }
roles: { a: {} }
servers:
  files:
    upstream: files
    ${more}
    tools: { ${tools}, free: { roles: [a] } }
`;
/** An address of this machine that nobody else connects from: a port stays free there until nginx takes it. */
const aside = '127.0.0.77';
const denied = { status: 200, code: -31403, id: 1 } as const;
const as = (key: string, more: Headers = {}): Headers => ({ Authorization: `Bearer ${key}`, ...more });
/** The same call in the form of an ordinary one and in another. */
const bothWays = (body: string): readonly string[] => [body, JSON.stringify(JSON.parse(body), null, 1)];
const decisionOn = async (gateway: Gateway, answer: RawAnswer) => gateway.decision(answer.headers.get('x-request-id') ?? '');

describe('networks', () => {
  const tools = 'near: { roles: [a], when: { networks: [127.0.0.8/30, 192.0.2.0/24, "::1", 240.0.0.0/4] } }, nearer: { roles: [a], when: { networks: [127.0.0.9] } }, far: { roles: [a], when: { networks: [127.1.0.0/16] } }';
  const more = 'when: { networks: [127.0.0.0/8, 192.0.2.0/24, "::1", 128.0.0.0/1] }';
  let ports: readonly number[];
  let socket: string;
  beforeAll(async () => {
    ports = await findFreePorts(2);
    socket = join(await mkdtemp(join(inject('runFolder'), 'socket-')), 's');
  });
  const options = { keys: file, get extraServer() { return `listen [::1]:${ports[0] ?? 0}; listen [::ffff:${aside}]:${ports[1] ?? 0} ipv6only=off; listen unix:${socket}; set_real_ip_from 127.0.0.8; real_ip_header X-Forwarded-For;`; } };
  const { gateway, recorder } = useRecordedGateway(policy(tools, more), options);

  async function expectDenied(tool: string, from: string, headers: Headers = {}): Promise<void> {
    for (const body of bothWays(callTool(tool, {}))) {
      await expectRefusal(gateway(), recorder(), await post(gateway().port, body, { from, headers: as(keys.alice, headers) }), { rule: 'context.network', ...denied });
    }
  }
  async function expectAllowed(tool: string, from: string, headers: Headers = {}): Promise<void> {
    for (const body of bothWays(callTool(tool, {}))) {
      expect(await decisionOn(gateway(), await post(gateway().port, body, { from, headers: as(keys.alice, headers) }))).toMatchObject({ decision: 'allow', rule: '' });
      recorder().reset();
    }
  }

  it('let those in who call from one of them', async () => {
    for (const from of ['127.0.0.9', '127.0.0.11']) await expectAllowed('near', from);
    await expectAllowed('nearer', '127.0.0.9');
    await expectAllowed('far', '127.1.255.255');
    await expectAllowed('free', '127.200.0.1');
  });

  it('keep all others out', async () => {
    for (const from of ['127.0.0.1', '127.0.0.7', '127.0.0.12', '127.1.0.9']) await expectDenied('near', from);
    for (const from of ['127.0.0.10', '127.0.0.1']) await expectDenied('nearer', from);
    for (const from of ['127.0.0.9', '127.2.0.0']) await expectDenied('far', from);
  });

  it('are those of the address that nginx knows, whatever headers say', async () => {
    for (const name of ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'X-Client-IP', 'X_Forwarded_For']) await expectDenied('near', '127.0.0.1', { [name]: name === 'Forwarded' ? 'for=127.0.0.9' : '127.0.0.9' });
  });

  it('are those of the client where nginx believes the proxy', async () => {
    await expectAllowed('near', '127.0.0.8', { 'X-Forwarded-For': '192.0.2.7' });
    await expectDenied('near', '127.0.0.8', { 'X-Forwarded-For': '127.0.0.99' });
    await expectDenied('free', '127.0.0.8', { 'X-Forwarded-For': '100.64.0.7' });
    // The last that the proxy added counts.
    await expectDenied('free', '127.0.0.8', { 'X-Forwarded-For': '127.0.0.9, 100.64.0.7' });
  });

  async function ruleOn(url: string, options: Parameters<typeof fetchWith>[0], tool: string): Promise<string> {
    const answer = await fetchWith(options)(url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', authorization: `Bearer ${keys.alice}` }, body: callTool(tool, {}) });
    return (await gateway().decision(answer.headers.get('x-request-id') ?? '')).rule;
  }

  it('hold for IPv6, and for IPv4 within it', async () => {
    expect(await ruleOn(`http://[::1]:${ports[0] ?? 0}/mcp`, {}, 'near')).toBe('');
    expect(await ruleOn(`http://[::1]:${ports[0] ?? 0}/mcp`, {}, 'nearer')).toBe('context.network');
    const mapped = (localAddress: string, tool: string): Promise<string> => ruleOn(`http://${aside}:${ports[1] ?? 0}/mcp`, { localAddress }, tool);
    expect(await mapped('127.0.0.9', 'nearer')).toBe('');
    expect(await gateway().awaitDecision(({ client }) => client === '::ffff:127.0.0.9')).toMatchObject({ decision: 'allow' });
    expect(await mapped('127.0.0.10', 'nearer')).toBe('context.network');
  });

  it('have no client that has no address, whatever nginx takes that for', async () => {
    expect(await ruleOn('http://localhost/mcp', { socketPath: socket }, 'near')).toBe('context.network');
    expect(await ruleOn('http://localhost/mcp', { socketPath: socket }, 'free')).toBe('context.network');
  });

  it('of a server hold for all that is on it', async () => {
    const away = { from: '127.0.0.8', headers: as(keys.alice, { 'X-Forwarded-For': '100.64.0.7' }) };
    for (const method of ['initialize', 'tools/list', 'ping']) {
      const params = method === 'initialize' ? { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'c', version: '1' } } : {};
      await expectRefusal(gateway(), recorder(), await post(gateway().port, request(method, params), away), { rule: 'context.network', ...denied });
    }
    const stream = { ...away, method: 'GET', headers: { ...away.headers, Accept: 'text/event-stream', 'Content-Type': undefined, 'Content-Length': undefined } };
    await expectRefusal(gateway(), recorder(), await post(gateway().port, '', stream), { rule: 'context.network', status: 403, code: -31403 });
    expect((await post(gateway().port, request('ping'), { headers: as(keys.alice) })).status).toBe(200);
  });

  it('do not change what is listed', async () => {
    recorder().answer((_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"near","inputSchema":{"type":"object"}},{"name":"far","inputSchema":{"type":"object"}},{"name":"other","inputSchema":{"type":"object"}}]}}'); });
    const { body } = await post(gateway().port, request('tools/list'), { headers: as(keys.alice) });
    expect((JSON.parse(body.toString()) as { result: { tools: { name: string }[] } }).result.tools.map(({ name }) => name)).toEqual(['near', 'far']);
  });

  it('are held against each call of a batch', async () => {
    const batch = `[${callTool('free', {})},${callTool('near', {}, 2)}]`;
    const answer = await post(gateway().port, batch, { headers: as(keys.alice, { 'MCP-Protocol-Version': '2025-03-26' }) });
    expect(await decisionOn(gateway(), answer)).toMatchObject({ decision: 'deny', rule: 'context.network' });
    expect(recorder().requests).toEqual([]);
  });
});

describe('without the map of networks', () => {
  const tools = 'near: { roles: [a], when: { networks: [127.0.0.0/8] } }';
  const { gateway, recorder } = useRecordedGateway(policy(tools), { keys: file, editPolicyConf: (conf) => conf.replace(/geo \$portcullis_net \{[^}]*\}/, '') });
  it('nobody is within one', async () => {
    for (const body of bothWays(callTool('near', {}))) {
      await expectRefusal(gateway(), recorder(), await post(gateway().port, body, { headers: as(keys.alice) }), { rule: 'context.network', ...denied });
    }
    expect((await post(gateway().port, callTool('free', {}), { headers: as(keys.alice) })).status).toBe(200);
  });
});

/** So many minutes from now, as the time of day there. */
function clock(minutes: number, ahead = 0): string {
  return new Date(Date.now() + (minutes + ahead) * 60_000).toISOString().slice(11, 16);
}

describe('times', () => {
  const spans = (ahead: number): readonly [string, string] => [`from: "${clock(-120, ahead)}", to: "${clock(120, ahead)}"`, `from: "${clock(120, ahead)}", to: "${clock(240, ahead)}"`];
  const tool = (name: string, times: string): string => `${name}: { roles: [a], when: { times: [{ ${times} }] } }`;
  const [now, later] = spans(0);
  const [nowThere, laterThere] = spans(-570);
  const [nowLocal, laterLocal] = spans(540);
  const tools = [tool('now', now), tool('later', later), tool('now_there', `${nowThere}, zone: "-09:30"`), tool('later_there', `${laterThere}, zone: "-09:30"`), tool('now_local', `${nowLocal}, zone: local`), tool('later_local', `${laterLocal}, zone: local`), tool('either', `${later} }, { ${now}`)];
  // Nine hours ahead, in a form that needs no file of zones.
  const { gateway, recorder } = useRecordedGateway(policy(tools.join(', ')), { keys: file, env: { TZ: 'TST-9' } });

  it.each(['now', 'now_there', 'now_local', 'either'])('let a call in at one of them: %s', async (name) => {
    for (const body of bothWays(callTool(name, {}))) expect(await decisionOn(gateway(), await post(gateway().port, body, { headers: as(keys.alice) }))).toMatchObject({ decision: 'allow' });
  });

  it.each(['later', 'later_there', 'later_local'])('keep a call out at any other: %s', async (name) => {
    for (const body of bothWays(callTool(name, {}))) await expectRefusal(gateway(), recorder(), await post(gateway().port, body, { headers: as(keys.alice) }), { rule: 'context.time', ...denied });
  });
});

describe('a client certificate', () => {
  let ports: readonly number[];
  let folder: string;
  let ours: Certificate;
  let theirs: Certificate;
  beforeAll(async () => {
    ports = await findFreePorts(1);
    folder = await mkdtemp(join(inject('runFolder'), 'certificates-'));
    ours = await makeAuthority(folder, 'ours');
    theirs = await makeAuthority(folder, 'theirs');
    await issue(ours, { cert: join(folder, 'server.pem'), key: join(folder, 'server.key') }, '/CN=server');
  });
  const options = {
    keys: file,
    get extraServer() { return `listen ${aside}:${ports[0] ?? 0} ssl; ssl_certificate ${folder}/server.pem; ssl_certificate_key ${folder}/server.key; ssl_client_certificate ${ours.cert}; ssl_verify_client optional_no_ca;`; },
  };
  const { gateway, recorder } = useRecordedGateway(policy('sealed: { roles: [a], when: { client_certificate: required } }'), options);

  async function decide(certificate: object, body: string): Promise<{ readonly decision: string; readonly rule: string }> {
    const request = fetchWith({ ca: readFileSync(ours.cert), ...certificate });
    const answer = await request(`https://${aside}:${ports[0] ?? 0}/mcp`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', authorization: `Bearer ${keys.alice}` }, body });
    return gateway().decision(answer.headers.get('x-request-id') ?? '');
  }

  it('that nginx trusts is taken, another or none is not', async () => {
    const good = await issue(ours, { cert: join(folder, 'good.pem'), key: join(folder, 'good.key') }, '/CN=agent');
    const foreign = await issue(theirs, { cert: join(folder, 'foreign.pem'), key: join(folder, 'foreign.key') }, '/CN=agent');
    for (const body of bothWays(callTool('sealed', {}))) {
      expect(await decide(good, body)).toMatchObject({ decision: 'allow' });
      recorder().reset();
      for (const certificate of [foreign, {}]) expect(await decide(certificate, body)).toMatchObject({ decision: 'deny', rule: 'context.certificate' });
      expect(recorder().requests).toEqual([]);
    }
    expect(await decide({}, callTool('free', {}))).toMatchObject({ decision: 'allow' });
  });

  it('is not shown without TLS, whatever headers say', async () => {
    for (const headers of [{}, { 'X-SSL-Client-Verify': 'SUCCESS', 'SSL-Client-Verify': 'SUCCESS' }]) {
      await expectRefusal(gateway(), recorder(), await post(gateway().port, callTool('sealed', {}), { headers: as(keys.alice, headers) }), { rule: 'context.certificate', ...denied });
    }
  });
});

describe('an argument that must be the caller\'s', () => {
  const tools = 'own: { roles: [a], arguments: { user: { equals: subject }, id: {} } }, tenant: { roles: [a], arguments: { tenant_id: { equals: claim.org.tenant } } }';
  /** What a method that knows claims will say of Alice. */
  const claim = (conf: string): string => conf.replace(`"owner":"role a api_keys ${stored.alice.name}"`, '$&,"claims":{"org.tenant":"acme"}');
  const { gateway, recorder } = useRecordedGateway(policy(tools), { keys: file, editPolicyConf: claim });
  const send = (body: string, key: string): Promise<RawAnswer> => post(gateway().port, body, { headers: as(key) });

  it.each([['own', keys.alice, { user: 'alice', id: 'bob' }], ['own', keys.bob, { user: 'bob' }], ['tenant', keys.alice, { tenant_id: 'acme' }]])('is (%s)', async (tool, key, args) => {
    for (const body of bothWays(callTool(tool, args))) {
      expect(await decisionOn(gateway(), await send(body, key))).toMatchObject({ decision: 'allow' });
      expect(recorder().requests.at(-1)?.body.toString()).toBe(body);
    }
  });

  const refusals: readonly (readonly [string, string, string, unknown, Rule])[] = [
    ['another\'s name', 'own', keys.alice, { user: 'bob' }, 'context.claim'],
    ['another\'s tenant', 'tenant', keys.alice, { tenant_id: 'globex' }, 'context.claim'],
    ['a tenant of one who has none', 'tenant', keys.bob, { tenant_id: 'acme' }, 'context.claim'],
    ['no argument', 'own', keys.alice, { id: '1' }, 'context.claim'],
    ['no arguments', 'own', keys.alice, undefined, 'context.claim'],
    ['null', 'own', keys.alice, { user: null }, 'context.claim'],
    ['a list', 'own', keys.alice, { user: ['alice'] }, 'context.claim'],
    ['an object', 'own', keys.alice, { user: { $ne: '' } }, 'context.claim'],
    ['other case', 'own', keys.alice, { user: 'Alice' }, 'context.claim'],
    ['a blank more', 'own', keys.alice, { user: 'alice ' }, 'context.claim'],
    ['a look-alike', 'own', keys.alice, { user: 'аlice' }, 'context.claim'],
    ['NUL behind it', 'own', keys.alice, { user: 'alice\0' }, 'json.nul'],
    ['a second one in other case', 'own', keys.alice, { user: 'alice', User: 'bob' }, 'argument.unknown'],
  ];
  it.each(refusals)('is not %s', async (_, tool, key, args, rule) => {
    for (const body of bothWays(callTool(tool, args))) {
      await expectRefusal(gateway(), recorder(), await send(body, key), rule === 'json.nul' ? { rule, status: 400, code: -32700 } : { rule, ...denied });
    }
  });

  it.each([['spelled twice', '"user":"alice","user":"bob"'], ['spelled twice in two ways', '"user":"bob","\\u0075ser":"alice"']])('is not one %s', async (_, args) => {
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"own","arguments":{${args}}}}`;
    const answer = await send(body, keys.alice);
    expect((await decisionOn(gateway(), answer)).rule).toMatch(/^json\.(?:duplicate-key|key)$/);
    expect(recorder().requests).toEqual([]);
  });

  it('may be spelled with escapes, since servers read those alike', async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"own","arguments":{"user":"\\u0061lice"}}}';
    expect(await decisionOn(gateway(), await send(body, keys.alice))).toMatchObject({ decision: 'allow' });
    expect(await decisionOn(gateway(), await send(body, keys.bob))).toMatchObject({ rule: 'context.claim' });
  });
});

describe('in monitor mode', () => {
  const { gateway, recorder } = useRecordedGateway(policy('near: { roles: [a], when: { networks: [192.0.2.0/24] } }', 'mode: monitor'), { keys: file });
  it('what conditions would deny is logged and passes', async () => {
    for (const body of bothWays(callTool('near', {}))) {
      const answer = await post(gateway().port, body, { headers: as(keys.alice) });
      expect(answer.status).toBe(200);
      expect(await decisionOn(gateway(), answer)).toMatchObject({ decision: 'monitor', rule: 'context.network' });
    }
    expect(recorder().requests).toHaveLength(2);
  });
});
