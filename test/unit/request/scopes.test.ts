import { describe, expect, it } from 'vitest';
import { answerDenial } from '../../../src/core/answers.ts';
import type { Caller } from '../../../src/core/identity/identity.ts';
import type { ServerEntry } from '../../../src/core/policy/entries.ts';
import type { Audit } from '../../../src/core/reach.ts';
import { judgePost, judgeSession } from '../../../src/core/request.ts';
import { pathForm } from '../../../src/core/text/path.ts';
import type { Denial } from '../../../src/core/verdict.ts';
import { makePinPorts } from '../../support/pin-ports.ts';

const metadata = 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp';
const resource = 'https://mcp.example.com/mcp';
const bare: ServerEntry = { mode: 'enforce', roles: ' reader ', methods: { 'acme/export': ' reader ' } };
const plain: ServerEntry = { ...bare, scopes: [['mcp']] };
const server: ServerEntry = { ...plain, resource };
const read = [['mcp'], ['files:read', 'files:write']];
const entries: Readonly<Record<string, unknown>> = {
  's:files:': server,
  't:files:read': { name: 'read', roles: ' reader ', scopes: read, args: { path: { kind: 'path', within: ['/srv'] } } },
  't:files:both': { name: 'both', roles: ' reader ', denial: 'result', scopes: [['mcp'], ['a'], ['b']] },
  't:files:secret': { name: 'secret', roles: ' operator ', scopes: [['mcp'], ['secret']] },
  'p:files:compose': { name: 'compose', roles: ' reader ', kind: 'text', scopes: [['mcp'], ['prompts']] },
  'u:files:': { grants: [
    { uri: 'test://a/*', roles: ' reader ', scopes: [['mcp'], ['a']] },
    { uri: 'test://a/b', roles: ' reader ', scopes: [['mcp'], ['b']] },
    { uri: 'test://a/b', roles: ' operator ' },
  ] },
  'r::reader': {},
};
const ports = { lookup: (key: string) => (key in entries ? JSON.stringify(entries[key]) : undefined), suspicion: () => 'odd' as const, suspects: () => true, pathForm, suspectsSecret: () => true, ...makePinPorts(), ownerOf: () => 'role reader', bind: () => false };
const newAudit = (): Audit => ({ era: 'legacy', ids: [], isBatch: false, method: '', target: '', caller: { role: '' }, arguments: undefined, redact: undefined, alert: false, findings: new Set() });

function judgeAs(caller: Caller, method: string, params: object = {}, entry = server): Denial | undefined {
  const text = JSON.stringify({ jsonrpc: '2.0', ...(method.startsWith('notifications/') ? {} : { id: 1 }), method, params });
  const post = { server: 'files', caller, sessions: [], headers: { version: undefined, method: undefined, name: undefined }, body: { text, bytes: new TextEncoder().encode(text), isPlain: false } };
  return judgePost(post, () => entry, ports, newAudit());
}
const judge = (scopes: readonly string[] | undefined, method: string, params: object = {}): Denial | undefined => judgeAs({ role: 'reader', ...(scopes && { scopes }) }, method, params);
const ask = (scope: string, at = metadata): string => `Bearer error="insufficient_scope", scope="${scope}", resource_metadata="${at}", error_description="The token lacks a scope."`;
const callOf = (name: string, args: object = {}): object => ({ name, arguments: args });

describe('a token', () => {
  it.each<readonly [string, readonly string[], string, object]>([
    ['with the scopes of a tool', ['mcp', 'files:read'], 'tools/call', callOf('read', { path: '/srv/a' })],
    ['with a scope that includes the tool\'s', ['files:write', 'mcp', 'other'], 'tools/call', callOf('read', { path: '/srv/a' })],
    ['with all of several', ['b', 'a', 'mcp'], 'tools/call', callOf('both')],
    ['with what every request needs, to list', ['mcp'], 'tools/list', {}],
    ['with a prompt\'s', ['mcp', 'prompts'], 'prompts/get', callOf('compose')],
    ['with those of one of two grants', ['mcp', 'b'], 'resources/read', { uri: 'test://a/b' }],
    ['with those of the other', ['mcp', 'a'], 'resources/read', { uri: 'test://a/b' }],
    ['with what every request needs, in a method of an extension', ['mcp'], 'acme/export', {}],
  ])('%s is enough', (_, scopes, method, params) => {
    expect(judge(scopes, method, params)).toBeUndefined();
  });

  it.each<readonly [string, readonly string[], string, object, string]>([
    ['without any', [], 'tools/call', callOf('read'), 'mcp files:read'],
    ['with the server\'s alone', ['mcp'], 'tools/call', callOf('read'), 'mcp files:read'],
    ['with the tool\'s alone', ['files:read'], 'tools/call', callOf('read'), 'mcp files:read'],
    ['with one of several', ['mcp', 'a'], 'tools/call', callOf('both'), 'mcp a b'],
    ['with scopes that only look like it', ['mcp', 'files:rea', 'FILES:READ', 'files:read ', ' files:read', 'files:read files:write'], 'tools/call', callOf('read'), 'mcp files:read'],
    ['with all in one text', ['mcp files:read'], 'tools/call', callOf('read'), 'mcp files:read'],
    ['and arguments that are refused too', ['mcp'], 'tools/call', callOf('read', { path: '/etc/passwd' }), 'mcp files:read'],
    ['without the server\'s, to begin', ['files:read'], 'initialize', {}, 'mcp'],
    ['without the server\'s, to list', ['files:read'], 'tools/list', {}, 'mcp'],
    ['without the server\'s, in a method of an extension', ['a'], 'acme/export', {}, 'mcp'],
    ['without a prompt\'s', ['mcp'], 'prompts/get', callOf('compose'), 'mcp prompts'],
    ['without a resource\'s', ['mcp'], 'resources/read', { uri: 'test://a/b' }, 'mcp a'],
    ['without a resource\'s, to watch it', ['mcp'], 'resources/subscribe', { uri: 'test://a/c' }, 'mcp a'],
    ['without a prompt\'s, to complete', ['mcp'], 'completion/complete', { ref: { type: 'ref/prompt', name: 'compose' }, argument: { name: 'x', value: 'y' } }, 'mcp prompts'],
    ['without a resource\'s, to complete', ['mcp'], 'completion/complete', { ref: { type: 'ref/resource', uri: 'test://a/c' }, argument: { name: 'x', value: 'y' } }, 'mcp a'],
    ['without the server\'s, in a notification', ['a'], 'notifications/initialized', {}, 'mcp'],
  ])('%s is asked for all that is needed', (_, scopes, method, params, scope) => {
    const denial = judge(scopes, method, params);
    expect(denial).toMatchObject({ rule: 'auth.scope', challenge: ask(scope) });
    const answer = denial && answerDenial(denial, 'legacy', 'abc');
    expect(answer).toMatchObject({ status: 403, challenge: ask(scope) });
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ error: { code: -31403, message: 'Insufficient scope.' } });
  });

  it('learns nothing of a tool that its role may not call, whatever it has', () => {
    for (const scopes of [[], ['mcp'], ['mcp', 'secret']]) {
      for (const name of ['secret', 'nothing']) expect(judge(scopes, 'tools/call', callOf(name))).toMatchObject({ rule: 'policy.tool' });
    }
    expect(judge([], 'tools/call', callOf('secret'))?.challenge).toBeUndefined();
  });

  it('without the server\'s neither opens a stream nor ends a session', () => {
    const judgeStream = (scopes: readonly string[]): Denial | undefined => judgeSession({ server: 'files', caller: { role: 'reader', scopes }, sessions: [] }, () => server, ports, newAudit());
    expect(judgeStream(['mcp'])).toBeUndefined();
    expect(judgeStream(['files:read'])).toMatchObject({ rule: 'auth.scope', challenge: ask('mcp') });
  });

  it('is asked for scopes by a server that is no protected resource too', () => {
    expect(judgeAs({ role: 'reader', scopes: [] }, 'tools/call', callOf('read'), plain)?.challenge).toBe('Bearer error="insufficient_scope", scope="mcp files:read", error_description="The token lacks a scope."');
  });
});

it('what has no scopes at all is not bound by them', () => {
  for (const [method, params] of [['tools/call', callOf('read', { path: '/srv/a' })], ['prompts/get', callOf('compose')], ['resources/read', { uri: 'test://a/b' }], ['tools/list', {}]] as const) {
    expect(judge(undefined, method, params)).toBeUndefined();
  }
});

describe('who shows nothing that counts', () => {
  const challengeOf = (caller: Caller, entry = server, params: object = callOf('read')): string | undefined => {
    const denial = judgeAs(caller, 'tools/call', params, entry);
    return denial && answerDenial(denial, 'legacy', 'abc').challenge;
  };

  it('is told where the metadata is, and what every request needs', () => {
    expect(challengeOf({ rule: 'auth.missing' })).toBe(`Bearer resource_metadata="${metadata}", scope="mcp"`);
    expect(challengeOf({ rule: 'auth.missing' }, { ...bare, resource })).toBe(`Bearer resource_metadata="${metadata}"`);
  });

  it('is told the same whatever it asked for, so that nobody learns of tools', () => {
    const challenges = ['read', 'secret', 'nothing'].map((name) => challengeOf({ rule: 'auth.missing' }, server, callOf(name)));
    expect(new Set(challenges).size).toBe(1);
  });

  it('is told beside what its refusal says, in one challenge', () => {
    expect(challengeOf({ rule: 'jwt.expired', challenge: 'Bearer realm="mcp", error="invalid_token"' })).toBe(`Bearer realm="mcp", error="invalid_token", resource_metadata="${metadata}", scope="mcp"`);
  });

  it('is told as ever where the server is no protected resource', () => {
    expect(challengeOf({ rule: 'auth.missing' }, plain)).toBe('Bearer realm="mcp"');
    expect(challengeOf({ rule: 'jwt.expired', challenge: 'Bearer error="invalid_token"' }, plain)).toBe('Bearer error="invalid_token"');
    expect(challengeOf({ rule: 'auth.locked', status: 421 })).toBeUndefined();
  });
});
