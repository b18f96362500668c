import { describe, expect, it } from 'vitest';
import { modernMeta, modernRequest, notification, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError, type Headers } from '../support/post.ts';
import { expectRefused, type Refusal } from '../support/refusal.ts';
import { useRecordedGateway } from '../support/suite.ts';

const { gateway, recorder } = useRecordedGateway(recorderPolicy.replace('tools:', 'tools:\n      größe: { roles: [reader] }'));
const mirror: Headers = { 'X-Agent-Role': 'reader', 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'tools/call', 'Mcp-Name': 'read_text_file' };
const call = modernRequest('tools/call', { name: 'read_text_file', arguments: { path: '/srv/data/a' } });
const mismatch = { rule: 'mcp.header', id: 1, status: 400, code: -32020 } as const;
const sentinel = (text: string): string => `=?base64?${Buffer.from(text).toString('base64')}?=`;

describe('a modern request', () => {
  it.each([
    ['headers that repeat the body', {}],
    ['header names in other case', { 'MCP-METHOD': 'tools/call', 'Mcp-Method': undefined }],
    ['white space around a value', { 'Mcp-Name': '  read_text_file  ' }],
    ['the name in base64', { 'Mcp-Name': sentinel('read_text_file') }],
    ['a header of its own', { 'Mcp-Param-user_id': '7', 'Mcp-Param-a.b': 'x' }],
  ])('passes with %s, which reach the upstream', async (_, headers: Headers) => {
    const answer = await post(gateway().port, call, { headers: { ...mirror, ...headers } });
    expect(answer.status).toBe(200);
    expect(recorder().requests.map(({ body }) => body.toString())).toEqual([call]);
    const received = recorder().requests[0]?.headers ?? {};
    expect(received['mcp-method']).toBe('tools/call');
    for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') expect(received[name.toLowerCase()]).toBe(value.trim());
  });

  it('passes with a name beyond ASCII in base64', async () => {
    const body = modernRequest('tools/call', { name: 'größe', arguments: {} });
    expect((await post(gateway().port, body, { headers: { ...mirror, 'Mcp-Name': sentinel('größe') } })).status).toBe(200);
    expect(recorder().requests).toHaveLength(1);
  });

  const cases: readonly (readonly [string, Headers, Refusal])[] = [
    ['no Mcp-Method', { 'Mcp-Method': undefined }, mismatch],
    ['no Mcp-Name', { 'Mcp-Name': undefined }, mismatch],
    ['no MCP-Protocol-Version', { 'MCP-Protocol-Version': undefined }, mismatch],
    ['another Mcp-Method', { 'Mcp-Method': 'tools/list' }, mismatch],
    ['Mcp-Method in other case', { 'Mcp-Method': 'TOOLS/CALL' }, mismatch],
    ['another Mcp-Name', { 'Mcp-Name': 'write_file' }, mismatch],
    ['another MCP-Protocol-Version', { 'MCP-Protocol-Version': '2025-11-25' }, mismatch],
    ['Mcp-Method twice', { 'Mcp-Method': ['tools/call', 'tools/call'] }, mismatch],
    ['Mcp-Name twice', { 'Mcp-Name': ['read_text_file', 'write_file'] }, mismatch],
    ['MCP-Protocol-Version twice', { 'MCP-Protocol-Version': ['2026-07-28', '2026-07-28'] }, mismatch],
    ['another name in base64', { 'Mcp-Name': sentinel('write_file') }, mismatch],
    ['broken base64', { 'Mcp-Name': '=?base64?%%%?=' }, mismatch],
    ['base64 without padding', { 'Mcp-Name': '=?base64?cmVhZF90ZXh0X2ZpbGU?=' }, mismatch],
    ['base64 in capitals', { 'Mcp-Name': sentinel('read_text_file').replace('base64', 'BASE64') }, mismatch],
    ['bytes beyond ASCII in Mcp-Name', { 'Mcp-Name': 'read_text_file\u00a0' }, mismatch],
  ];
  it.each(cases)('is refused with %s', async (_, headers, refusal) => {
    await expectRefused(gateway(), recorder(), call, { headers: { ...mirror, ...headers } }, refusal);
  });

  it('of a version the gateway does not know is told which modern ones it knows', async () => {
    const meta = { ...modernMeta, 'io.modelcontextprotocol/protocolVersion': '2030-01-01' };
    const body = request('tools/call', { name: 'read_text_file', arguments: {}, _meta: meta });
    const answer = await expectRefused(gateway(), recorder(), body, { headers: { ...mirror, 'MCP-Protocol-Version': '2030-01-01' } }, { rule: 'mcp.version', id: 1, status: 400, code: -32022 });
    expect(readError(answer).error.data).toMatchObject({ requested: '2030-01-01', supported: ['2026-07-28'] });
  });

  it.each([
    ['no _meta', undefined],
    ['no client capabilities', { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' }],
    ['no version', { 'io.modelcontextprotocol/clientCapabilities': {} }],
    ['a number as version', { ...modernMeta, 'io.modelcontextprotocol/protocolVersion': 20260728 }],
    ['a list as _meta', []],
  ])('is refused with %s', async (_, meta) => {
    const body = request('tools/call', { name: 'read_text_file', arguments: {}, _meta: meta });
    await expectRefused(gateway(), recorder(), body, { headers: mirror }, { rule: 'mcp.meta', id: 1, status: 400, code: -32602 });
  });

  it('of an unknown method is answered 404 and method not found', async () => {
    const headers = { ...mirror, 'Mcp-Method': 'tools/destroy', 'Mcp-Name': undefined };
    await expectRefused(gateway(), recorder(), modernRequest('tools/destroy'), { headers }, { rule: 'mcp.method', id: 1, status: 404, code: -32601 });
  });

  it.each(['ping', 'logging/setLevel', 'resources/subscribe', 'initialize'])('of the legacy method %s finds no such method', async (method) => {
    const headers = { ...mirror, 'Mcp-Method': method, 'Mcp-Name': undefined };
    await expectRefused(gateway(), recorder(), modernRequest(method, { uri: 'file:///srv/data/a' }), { headers }, { rule: 'mcp.method', id: 1, status: 404, code: -32601 });
  });

  it('keeps its id when that is a text', async () => {
    await expectRefused(gateway(), recorder(), modernRequest('tools/destroy', {}, 'req-7'), { headers: { ...mirror, 'Mcp-Method': 'tools/destroy', 'Mcp-Name': undefined } }, { rule: 'mcp.method', id: 'req-7', status: 404, code: -32601 });
  });

  it.each([
    ['prompts/get', { name: 'summarize' }, 'summarize'],
    ['resources/read', { uri: 'file:///srv/data/a' }, 'file:///srv/data/a'],
  ])('%s repeats what it names in Mcp-Name', async (method, params, name) => {
    const headers = { ...mirror, 'Mcp-Method': method, 'Mcp-Name': name };
    expect((await post(gateway().port, modernRequest(method, params), { headers })).status).toBe(200);
    recorder().reset();
    await expectRefused(gateway(), recorder(), modernRequest(method, params), { headers: { ...headers, 'Mcp-Name': 'other' } }, mismatch);
  });
});

describe('a legacy request', () => {
  const legacy = { 'X-Agent-Role': 'reader', 'MCP-Protocol-Version': '2025-11-25' };

  it.each(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', undefined])('passes with the version header %s', async (version) => {
    expect((await post(gateway().port, request('tools/list'), { headers: { ...legacy, 'MCP-Protocol-Version': version } })).status).toBe(200);
  });

  it('of an unknown method is answered 200 and method not found', async () => {
    await expectRefused(gateway(), recorder(), request('tools/destroy'), { headers: legacy }, { rule: 'mcp.method', id: 1, status: 200, code: -32601 });
  });

  it.each(['server/discover', 'subscriptions/listen'])('of the modern method %s finds no such method', async (method) => {
    await expectRefused(gateway(), recorder(), request(method), { headers: legacy }, { rule: 'mcp.method', id: 1, status: 200, code: -32601 });
  });

  it('of a modern version by header alone is told what is missing', async () => {
    await expectRefused(gateway(), recorder(), request('tools/list'), { headers: { ...legacy, 'MCP-Protocol-Version': '2026-07-28' } }, { rule: 'mcp.meta', id: 1, status: 400, code: -32602 });
  });

  it('initialize with a modern header disagrees with itself', async () => {
    await expectRefused(gateway(), recorder(), request('initialize', {}), { headers: { ...legacy, 'MCP-Protocol-Version': '2026-07-28' } }, mismatch);
  });

  it('a batch passes where the revision has batches, if each message may', async () => {
    const headers = { ...legacy, 'MCP-Protocol-Version': '2025-03-26' };
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    const forbidden = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'write_file', arguments: {} } };
    await post(gateway().port, JSON.stringify([ping, { ...ping, id: 2 }]), { headers });
    expect(recorder().requests).toHaveLength(1);
    recorder().reset();
    await expectRefused(gateway(), recorder(), JSON.stringify([ping, forbidden]), { headers }, { rule: 'policy.tool', id: 2, status: 200, code: -31403 });
    recorder().reset();
    await expectRefused(gateway(), recorder(), '[]', { headers }, { rule: 'rpc.shape', status: 400, code: -32600 });
  });
});

describe('a notification', () => {
  it('that is known reaches the upstream', async () => {
    expect((await post(gateway().port, notification('notifications/cancelled', { requestId: 1 }), { headers: { 'X-Agent-Role': 'reader' } })).status).toBe(202);
    expect(recorder().requests).toHaveLength(1);
  });

  it.each([
    ['is unknown', notification('notifications/other'), {}],
    ['is a request without an id', notification('tools/call', { name: 'read_text_file' }), {}],
    ['is of the modern era', notification('notifications/cancelled', { requestId: 1 }), { 'MCP-Protocol-Version': '2026-07-28' }],
    ['claims the modern era', notification('notifications/cancelled', { requestId: 1, _meta: modernMeta }), {}],
  ])('that %s is accepted and goes nowhere', async (_, body, headers: Headers) => {
    const answer = await post(gateway().port, body, { headers: { 'X-Agent-Role': 'reader', ...headers } });
    expect({ status: answer.status, body: answer.body.toString() }).toEqual({ status: 202, body: '' });
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'deny', rule: 'mcp.notification' });
    expect(recorder().requests).toEqual([]);
  });

  it('that answers a request in the modern era is refused', async () => {
    const response = JSON.stringify({ jsonrpc: '2.0', id: 1, result: {} });
    await expectRefused(gateway(), recorder(), response, { headers: mirror }, { rule: 'mcp.response', status: 400, code: -32600 });
  });
});
