import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../src/core/identity/identity.ts';
import { findServer } from '../../../src/core/policy/decide.ts';
import type { ServerEntry } from '../../../src/core/policy/entries.ts';
import { filterList } from '../../../src/core/policy/lists.ts';
import type { Situation } from '../../../src/core/policy/when.ts';
import type { Audit } from '../../../src/core/reach.ts';
import { judgePost, judgeSession } from '../../../src/core/request.ts';
import { pathForm } from '../../../src/core/text/path.ts';
import type { Denial } from '../../../src/core/verdict.ts';
import { makePinPorts } from '../../support/pin-ports.ts';
import { noSituation } from '../../support/situation.ts';

const inside = { nets: [[0]] };
const own = { equal: { tenant_id: 'claim.tenant' } };
const open: ServerEntry = { mode: 'enforce', roles: ' a ', denial: 'result', methods: { 'acme/export': ' a ' } };
const entries: Readonly<Record<string, unknown>> = {
  's:open:': open,
  's:closed:': { ...open, when: inside },
  't:open:free': { name: 'free', roles: ' a ' },
  't:open:inside': { name: 'inside', roles: ' a ', when: inside, denial: 'status' },
  't:open:own': { name: 'own', roles: ' a ', when: own, args: { tenant_id: {}, id: {} } },
  't:closed:free': { name: 'free', roles: ' a ', when: inside },
  'p:open:inside': { name: 'inside', roles: ' a ', kind: 'text', when: inside },
  'p:open:own': { name: 'own', roles: ' a ', kind: 'text', when: own, args: { tenant_id: { kind: 'text' } } },
  'p:closed:free': { name: 'free', roles: ' a ', kind: 'text' },
  'u:open:': { grants: [{ uri: 'x://inside/*', roles: ' a ', when: inside }, { uri: 'x://b/*', roles: ' b ' }, { uri: 'x://inside/too', roles: ' a ', when: { cert: true } }, { uri: 'x://two/*', roles: ' a ', when: inside }, { uri: 'x://two/*', roles: ' a ', scopes: [['s']] }] },
  'u:closed:': { grants: [{ uri: 'x://free/*', roles: ' a ' }] },
  'r::a': {},
  'r::b': {},
};
const lookup = (key: string): string | undefined => (key in entries ? JSON.stringify(entries[key]) : undefined);
const alice: Identity = { role: 'a', subject: 'alice', claims: { tenant: 'acme' } };
const here: Partial<Situation> = { networks: ' 0 ' };

interface Sent {
  readonly server?: string;
  readonly situation?: Partial<Situation>;
  readonly caller?: Identity;
  readonly version?: string;
}

function setUp({ server = 'open', situation = {}, caller = alice, version }: Sent) {
  const audit: Audit = { era: 'legacy', ids: [], isBatch: false, method: '', target: '', caller: { role: '' }, arguments: undefined, redact: undefined, alert: false, questions: [], findings: new Set() };
  const ports = { lookup, suspicion: () => '' as const, suspects: () => true, situation: () => ({ ...noSituation, ...situation }), pathForm, suspectsSecret: () => true, ...makePinPorts(), ownerOf: () => undefined, bind: () => false };
  return { audit, ports, entry: () => findServer(ports, server) ?? open, sender: { server, caller, sessions: [], headers: { version, method: undefined, name: undefined } } };
}
function judge(body: unknown, sent: Sent = {}): Denial | undefined {
  const { audit, ports, entry, sender } = setUp(sent);
  const text = JSON.stringify(body);
  return judgePost({ ...sender, body: { text, bytes: new TextEncoder().encode(text), isPlain: false } }, entry, ports, audit);
}
const request = (method: string, params: object = {}): object => ({ jsonrpc: '2.0', id: 1, method, params });
const call = (name: string, args: object = {}): object => request('tools/call', { name, arguments: args });

describe('a tool', () => {
  it('that is only for some networks is denied from others, in the shape it asks for', () => {
    expect(judge(call('inside'))).toMatchObject({ rule: 'context.network', shape: 'status', id: 1 });
    expect(judge(call('inside'), { situation: here })).toBeUndefined();
  });
  it('for records of the caller\'s own is denied others\'', () => {
    expect(judge(call('own', { tenant_id: 'acme', id: '1' }))).toBeUndefined();
    for (const args of [{ tenant_id: 'globex' }, {}, { tenant_id: ['acme'] }, { tenant_id: null }]) expect(judge(call('own', args))).toMatchObject({ rule: 'context.claim', shape: 'result' });
    expect(judge(call('own', { tenant_id: 'acme', TENANT_ID: 'globex' }))?.rule).toBe('argument.unknown');
    expect(judge(call('own', { tenant_id: 'acme' }), { caller: { role: 'a' } })?.rule).toBe('context.claim');
  });
  it('tells nobody without the role what its conditions are', () => {
    expect(judge(call('inside'), { caller: { role: 'b' } })?.rule).toBe('policy.tool');
  });
  it('is judged in a batch as alone', () => {
    expect(judge([call('inside'), call('free')], { version: '2025-03-26' })?.rule).toBe('context.network');
    expect(judge([call('own', { tenant_id: 'acme' }), call('own', { tenant_id: 'globex' })], { version: '2025-03-26' })?.rule).toBe('context.claim');
    expect(judge([call('inside'), call('free')], { version: '2025-03-26', situation: here })).toBeUndefined();
  });
});

describe('a prompt', () => {
  it.each([
    ['its network', request('prompts/get', { name: 'inside' }), 'context.network'],
    ['its caller', request('prompts/get', { name: 'own', arguments: { tenant_id: 'globex' } }), 'context.claim'],
    ['its network, when completed', request('completion/complete', { ref: { type: 'ref/prompt', name: 'inside' }, argument: { name: 'x', value: '' } }), 'context.network'],
  ])('is held to %s', (_, body, rule) => {
    expect(judge(body)).toMatchObject({ rule });
    expect(judge(body)?.shape).toBeUndefined();
  });
  it('is got and completed where its conditions are met', () => {
    expect(judge(request('prompts/get', { name: 'inside' }), { situation: here })).toBeUndefined();
    expect(judge(request('prompts/get', { name: 'own', arguments: { tenant_id: 'acme' } }))).toBeUndefined();
    expect(judge(request('completion/complete', { ref: { type: 'ref/prompt', name: 'inside' }, argument: { name: 'x', value: '' } }), { situation: here })).toBeUndefined();
  });
  it.each([{ tenant_id: 'globex' }, { tenant_id: 'acme' }])('with an argument that must be the caller\'s has no completions: %j', (known) => {
    for (const argument of [{ name: 'tenant_id', value: 'acme' }, { name: 'other', value: '' }]) {
      expect(judge(request('completion/complete', { ref: { type: 'ref/prompt', name: 'own' }, argument, context: { arguments: known } }))?.rule).toBe('context.claim');
    }
  });
});

describe('a resource', () => {
  const watch = { jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params: { notifications: { resourceSubscriptions: ['x://inside/a'] }, _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientInfo': { name: 'c', version: '1' }, 'io.modelcontextprotocol/clientCapabilities': {} } } };
  it.each([
    ['read', request('resources/read', { uri: 'x://inside/a' })],
    ['watched', request('resources/subscribe', { uri: 'x://inside/a' })],
    ['completed', request('completion/complete', { ref: { type: 'ref/resource', uri: 'x://inside/a' }, argument: { name: 'x', value: '' } })],
  ])('that is only for some networks is not %s from others', (_, body) => {
    expect(judge(body)).toMatchObject({ rule: 'context.network' });
    expect(judge(body, { situation: here })).toBeUndefined();
  });
  it('nor listened to', () => {
    const { audit, ports, entry, sender } = setUp({});
    const text = JSON.stringify(watch);
    const headers = { version: '2026-07-28', method: 'subscriptions/listen', name: undefined };
    expect(judgePost({ ...sender, headers, body: { text, bytes: new TextEncoder().encode(text), isPlain: false } }, entry, ports, audit)?.rule).toBe('context.network');
  });
  it('is granted by any grant whose conditions are met', () => {
    const body = request('resources/read', { uri: 'x://inside/too' });
    expect(judge(body)?.rule).toBe('context.network');
    expect(judge(body, { situation: { certificate: 'SUCCESS' } })).toBeUndefined();
    expect(judge(body, { situation: here })).toBeUndefined();
  });
  it('of other roles is not told by its conditions', () => {
    expect(judge(request('resources/read', { uri: 'x://inside/a' }), { caller: { role: 'b' } })?.rule).toBe('policy.resource');
    expect(judge(request('resources/read', { uri: 'x://b/a' }))?.rule).toBe('policy.resource');
  });
});

describe('a server with conditions', () => {
  it.each([
    request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'c', version: '1' } }), request('ping'), request('tools/list'), request('resources/list'), request('prompts/list'),
    call('free'), request('prompts/get', { name: 'free' }), request('resources/read', { uri: 'x://free/a' }), request('acme/export'), request('logging/setLevel', { level: 'info' }),
  ])('has nothing for others: %j', (body) => {
    expect(judge(body, { server: 'closed' })?.rule).toBe('context.network');
    expect(judge(body, { server: 'closed', situation: here })).toBeUndefined();
    expect(judge(body, { server: 'closed', situation: { networks: ' 1 ' } })?.rule).toBe('context.network');
  });
  it('drops their notifications and responses', () => {
    for (const body of [{ jsonrpc: '2.0', method: 'notifications/initialized' }, { jsonrpc: '2.0', id: 1, result: {} }]) {
      expect(judge(body, { server: 'closed' })).toMatchObject({ rule: 'context.network', dropped: true });
      expect(judge(body, { server: 'closed', situation: here })).toBeUndefined();
    }
  });
  it('opens no streams to them', () => {
    const judgeStream = (sent: Sent): Denial | undefined => {
      const { audit, ports, entry, sender } = setUp(sent);
      return judgeSession(sender, entry, ports, audit);
    };
    expect(judgeStream({ server: 'closed' })).toMatchObject({ rule: 'context.network', shape: 'status' });
    expect(judgeStream({ server: 'closed', situation: here })).toBeUndefined();
  });
});

it('lists do not change with conditions', () => {
  const viewer = { policy: { lookup }, server: 'open', role: 'a' };
  const names = (list: Parameters<typeof filterList>[0], ...items: object[]): unknown => filterList(list, items, viewer);
  expect(names('tools', { name: 'inside' }, { name: 'own' })).toHaveLength(2);
  expect(names('prompts', { name: 'inside' }, { name: 'own' })).toHaveLength(2);
  expect(names('resources', { uri: 'x://inside/a' }, { uri: 'x://b/a' })).toEqual([{ uri: 'x://inside/a' }]);
});

it('a resource is granted by one grant with all it asks for, not by parts of several', () => {
  const read = request('resources/read', { uri: 'x://two/a' });
  const unscoped: Identity = { ...alice, scopes: [] };
  // One grant lacks the network, the other the scope.
  expect(judge(read, { caller: unscoped })?.rule).toBe('context.network');
  expect(judge(read, { caller: unscoped, situation: here })).toBeUndefined();
  expect(judge(read, { caller: { ...alice, scopes: ['s'] } })).toBeUndefined();
});
