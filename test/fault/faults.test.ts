import { describe, expect, it } from 'vitest';
import { buildBundle } from '../support/bundle.ts';
import { startGateway, type Gateway } from '../support/gateway.ts';
import { makeKeys } from '../support/keys.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { renderRequest } from '../support/post.ts';
import { openSocket, readAnswers, type RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { sabotage, type Sabotage } from '../support/sabotage.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const recorder = useRunning(startRecorder);
/** Longer than the buffer below holds, so that nginx keeps it in a file; with the `&` nginx's pattern does not vouch for the text. */
const body = callTool('write_file', { path: '/srv/data/out/a', content: 'all work & no play '.repeat(3000) });
const headers = { 'X-Agent-Role': 'operator' };
const ordinary = renderRequest(body, { headers });
/** The blank keeps nginx's pattern from finding the call ordinary, so that it goes through every check. */
const wholeBody = ` ${body}`;
const request = renderRequest(wholeBody, { headers });

type Send = (port: number, request?: Buffer) => Promise<readonly RawAnswer[]>;
/** The ways a body reaches nginx: with its head, later, and too long for memory. */
const deliveries: readonly (readonly [string, 'memory' | 'file', Send])[] = [
  ['comes with its head', 'memory', (port, sent = request) => deliver(port, [sent])],
  ['comes late', 'memory', (port, sent = request) => deliver(port, [sent.subarray(0, 300), sent.subarray(300, 30_000), sent.subarray(30_000)])],
  ['is kept in a file', 'file', (port, sent = request) => deliver(port, [sent])],
];
/** nginx's pattern sees no body that is kept in a file. */
const ordinaryDeliveries = deliveries.filter(([, where]) => where === 'memory');

async function deliver(port: number, parts: readonly Uint8Array[]): Promise<readonly RawAnswer[]> {
  const socket = openSocket(port);
  const answers = readAnswers(socket, 1);
  for (const part of parts) {
    await new Promise<void>((resolve) => { socket.write(part, () => { setImmediate(resolve); }); });
  }
  return answers;
}

function start(where: 'memory' | 'file', options: { readonly bundle?: string; readonly policy?: string; readonly keys?: string }): Promise<Gateway> {
  return startGateway({
    policy: recorderPolicy,
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    ...options,
    ...(where === 'file' ? { editLocationConf: (conf) => conf.replace(/client_body_buffer_size .*;/, 'client_body_buffer_size 1k;') } : {}),
  });
}

describe.each(deliveries)('when the body %s', (_, where, send) => {
  const gateway = useGateway(() => start(where, {}));

  it('a sound gateway forwards it as it is', async () => {
    recorder().reset();
    const [answer] = await send(gateway().port);
    expect(answer?.status).toBe(200);
    expect(recorder().requests.map((recorded) => recorded.body.toString() === wholeBody)).toEqual([true]);
  });

  it('and an ordinary call too', async () => {
    recorder().reset();
    const [answer] = await send(gateway().port, ordinary);
    expect(answer?.status).toBe(200);
    expect(recorder().requests.map((recorded) => recorded.body.toString() === body)).toEqual([true]);
  });
});

const thrown: readonly (readonly [string, string, string])[] = [
  ['reading the body', 'host/body.ts', 'readBody'],
  ['decoding the body', 'host/body.ts', 'decodeBody'],
  ['parsing', 'core/jsonrpc/parse.ts', 'parseDocument'],
  ['holding the limits', 'core/jsonrpc/limits.ts', 'checkLimits'],
  ['reading the message', 'core/jsonrpc/message.ts', 'readMessage'],
  ['finding the era', 'core/mcp/era.ts', 'findEra'],
  ['comparing the headers', 'core/mcp/headers.ts', 'checkHeaders'],
  ['finding out who calls', 'core/identity/role.ts', 'readRole'],
  ['looking the policy up', 'core/policy/lookup.ts', 'readEntry'],
  ['deciding', 'core/policy/decide.ts', 'decideTool'],
  ['checking the arguments', 'core/policy/arguments.ts', 'checkArguments'],
  ['inspecting', 'core/inspect/inspect.ts', 'inspect'],
  ['redacting for the log', 'core/redact/arguments.ts', 'redactArguments'],
  ['writing the verdict', 'host/audit.ts', 'writeAudit'],
];

const faults: readonly (readonly [string, Sabotage])[] = [
  ...thrown.map(([stage, module, name]) => [`${stage} throws`, { module, name, when: 'before', how: 'throw' }] as const),
  ['parsing throws something that is no error', { module: 'core/jsonrpc/parse.ts', name: 'parseDocument', when: 'before', how: 'throw nothing' }],
  ['reading the body is rejected', { module: 'host/body.ts', name: 'readBody', when: 'before', how: 'reject' }],
  ['reading the body is rejected once it was read', { module: 'host/body.ts', name: 'readBody', when: 'after', how: 'reject' }],
  ['the beginning throws', { module: 'host/access.ts', name: 'beginAccess', when: 'before', how: 'throw' }],
  ['the end throws', { module: 'host/access.ts', name: 'endAccess', when: 'before', how: 'throw' }],
  ['the end throws once it has allowed', { module: 'host/access.ts', name: 'endAccess', when: 'after', how: 'throw' }],
];

/** What an ordinary call goes through, beside the inspectors and the checks of arguments that every call does. */
const thrownOrdinary: readonly (readonly [string, string, string])[] = [
  ['reading the body', 'host/body.ts', 'readBody'],
  ['reading an ordinary call', 'host/ordinary-call.ts', 'passOrdinaryCall'],
  ['reading who calls', 'host/transport.ts', 'readTrustedRole'],
  ['judging an ordinary call', 'core/ordinary.ts', 'allowsOrdinaryCall'],
  ['recalling the policy', 'core/policy/recall.ts', 'recallEntry'],
  ['recalling the tool', 'host/ordinary-tools.ts', 'recallTool'],
  ['making the tool ready', 'core/ordinary.ts', 'prepareTool'],
  ['noting what is to be answered', 'host/expectation.ts', 'expectOrdinary'],
  ['checking the arguments', 'core/policy/arguments.ts', 'checkArguments'],
  ['inspecting', 'core/inspect/inspect.ts', 'inspect'],
  ['writing the arguments', 'host/audit.ts', 'writeArguments'],
  ['redacting for the log', 'core/redact/arguments.ts', 'redactArguments'],
];

type Fault = readonly [string, Sabotage, Buffer, typeof deliveries];
const allFaults: readonly Fault[] = [
  ...faults.map(([stage, fault]): Fault => [stage, fault, request, deliveries]),
  ...thrownOrdinary.map(([stage, module, name]): Fault => [`${stage}, in an ordinary call, throws`, { module, name, when: 'before', how: 'throw' }, ordinary, ordinaryDeliveries]),
  ['an ordinary call throws once it was allowed', { module: 'host/ordinary-call.ts', name: 'passOrdinaryCall', when: 'after', how: 'throw' }, ordinary, ordinaryDeliveries],
];

describe.each(allFaults)('%s', (_, fault, sent, ways) => {
  it.each(ways)('and nothing reaches the upstream when the body %s', async (__, where, send) => {
    recorder().reset();
    const gateway = await start(where, { bundle: await buildBundle([sabotage(fault)]) });
    try {
      const [answer] = await send(gateway.port, sent);
      expect({ requests: recorder().requests, broken: recorder().broken }).toEqual({ requests: [], broken: [] });
      expect(answer?.status).toBe(500);
      expect(JSON.parse(answer?.body.toString() ?? '')).toMatchObject({ jsonrpc: '2.0', error: { code: -32603, message: 'Internal error.' } });
      expect(gateway.errorLog()).toContain('portcullis: gateway.fault');
      expect(answer?.body.toString()).not.toContain('sabotage');
      expect(await gateway.awaitDecision(() => true)).toMatchObject({ decision: 'deny', rule: 'gateway.fault', status: 500, upstream_status: '' });
    } finally {
      await gateway.stop();
    }
  });
});

// njs goes on when nothing can ever settle a handler's promise: only the closed upstream answers then.
describe.each(['before', 'after'] as const)('reading the body never ends (%s it was read)', (when) => {
  it.each(deliveries)('and nothing reaches the upstream when the body %s', async (_, where, send) => {
    recorder().reset();
    const gateway = await start(where, { bundle: await buildBundle([sabotage({ module: 'host/body.ts', name: 'readBody', when, how: 'never' })]) });
    try {
      const [answer] = await send(gateway.port);
      expect({ requests: recorder().requests, broken: recorder().broken }).toEqual({ requests: [], broken: [] });
      expect(answer?.status).toBe(502);
      expect(JSON.parse(answer?.body.toString() ?? '')).toMatchObject({ jsonrpc: '2.0', error: { code: -32603 } });
      expect(await gateway.awaitDecision(() => true)).toMatchObject({ decision: 'deny', rule: 'http.error', status: 502 });
    } finally {
      await gateway.stop();
    }
  });
});

describe('what else may break', () => {
  it.each(['throw', 'reject'] as const)('a guard that fails itself (%s) leaves the second lock shut', async (how) => {
    recorder().reset();
    const plugins = [sabotage({ module: 'host/send.ts', name: 'send', when: 'before', how }), sabotage({ module: 'core/jsonrpc/parse.ts', name: 'parseDocument', when: 'before', how: 'throw' })];
    const gateway = await start('memory', { bundle: await buildBundle(plugins) });
    const answers = await deliver(gateway.port, [request]);
    expect(answers.every(({ status }) => status >= 500)).toBe(true);
    expect(recorder().requests).toEqual([]);
    await gateway.stop();
  });

  it.each([
    ['finding out who calls by', 'GET', 'core/identity/role.ts', 'readRole'],
    ['finding out who calls by', 'DELETE', 'core/identity/role.ts', 'readRole'],
    ['checking the engine for', 'GET', 'host/engine.ts', 'requireEngine'],
    ['looking at the headers of', 'DELETE', 'core/mcp/transport.ts', 'judgeTransport'],
  ])('%s a %s that throws reaches nobody', async (_, method, module, name) => {
    recorder().reset();
    const gateway = await start('memory', { bundle: await buildBundle([sabotage({ module, name, when: 'before', how: 'throw' })]) });
    const [answer] = await deliver(gateway.port, [renderRequest('', { method, headers: { 'X-Agent-Role': 'operator' } })]);
    expect(answer?.status).toBe(500);
    expect(recorder().requests).toEqual([]);
    await gateway.stop();
  });

  const { keys, file } = makeKeys({ deploy: ['deploy', 'operator'] });
  const withKeys = recorderPolicy.replace(/^identity: .*$/m, 'identity: { api_keys: {} }');
  it.each([
    ['judging a key', 'core/identity/api-key.ts', 'judgeKey', keys.deploy],
    ['reading what counts', 'host/identify.ts', 'identifyOrdinary', keys.deploy],
    ['finding out who calls', 'host/identify.ts', 'identify', keys.deploy.slice(1)],
    ['asking for failures', 'host/lockout.ts', 'failuresOf', keys.deploy],
    ['counting a failure', 'host/lockout.ts', 'noteFailure', keys.deploy.slice(1)],
  ])('%s that throws reaches nobody, and shows no key', async (_, module, name, key) => {
    recorder().reset();
    const gateway = await start('memory', { policy: withKeys, keys: file, bundle: await buildBundle([sabotage({ module, name, when: 'before', how: 'throw' })]) });
    const [answer] = await deliver(gateway.port, [renderRequest(body, { headers: { Authorization: `Bearer ${key}` } })]);
    expect(answer?.status).toBe(500);
    expect(recorder().requests).toEqual([]);
    expect(gateway.errorLog()).not.toContain(key.slice(20));
    await gateway.stop();
  });

  it.each([['after', 'reject', 500], ['before', 'reject', 500], ['before', 'never', 502]] as const)('who calls is waited for, and who is never known reaches nobody (%s, %s)', async (when, how, status) => {
    recorder().reset();
    const gateway = await start('memory', { bundle: await buildBundle([sabotage({ module: 'host/identify.ts', name: 'identify', when, how })]) });
    const [answer] = await deliver(gateway.port, [request]);
    expect(answer?.status).toBe(status);
    expect(recorder().requests).toEqual([]);
    await gateway.stop();
  });

  it('monitoring lets no fault pass', async () => {
    recorder().reset();
    const bundle = await buildBundle([sabotage({ module: 'core/policy/decide.ts', name: 'decideTool', when: 'before', how: 'throw' })]);
    const gateway = await start('memory', { bundle, policy: recorderPolicy.replace('version: 1', 'version: 1\nmode: monitor') });
    expect((await deliver(gateway.port, [request]))[0]?.status).toBe(500);
    expect(recorder().requests).toEqual([]);
    await gateway.stop();
  });
});
