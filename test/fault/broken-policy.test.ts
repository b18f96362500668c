import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { startGateway, type GatewayOptions } from '../support/gateway.ts';
import { callTool, request } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { useRunning } from '../support/suite.ts';

const recorder = useRunning(startRecorder);
const call = callTool('read_text_file', { path: '/srv/data/a' });
const headers = { 'X-Agent-Role': 'reader' };

/** The answer of a gateway that is broken this way, and whether the upstream was reached. */
async function ask(options: Partial<GatewayOptions>, body = call): Promise<{ readonly status: number; readonly reached: boolean; readonly rule: string }> {
  recorder().reset();
  const gateway = await startGateway({
    policy: recorderPolicy,
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    ...options,
  });
  const { status } = await post(gateway.port, body, { headers });
  const { rule } = await gateway.awaitDecision(() => true);
  await gateway.stop();
  return { status, rule, reached: recorder().requests.length > 0 };
}

/** Puts another value in the place of an entry's, by its key. */
function editEntry(key: string, edit: (value: string) => string): (conf: string) => string {
  return (conf) => {
    const edited = conf.replace(new RegExp(`((["'])${key}\\2\\s+)(.*);`), (_, before: string, __: string, value: string) => `${before}${edit(value)};`);
    if (edited === conf) throw new Error(`no entry ${key} in\n${conf}`);
    return edited;
  };
}

it('a tool whose entry was cut off is a fault', async () => {
  expect(await ask({ editPolicyConf: editEntry('t:files:read_text_file', (value) => `${value.slice(0, -8)}'`) })).toEqual({ status: 500, rule: 'gateway.fault', reached: false });
});

it('a tool whose entry is no JSON is a fault', async () => {
  expect(await ask({ editPolicyConf: editEntry('t:files:read_text_file', () => "'oops'") })).toEqual({ status: 500, rule: 'gateway.fault', reached: false });
});

it('a tool whose entry is empty is denied', async () => {
  expect(await ask({ editPolicyConf: editEntry('t:files:read_text_file', () => "''") })).toEqual({ status: 200, rule: 'policy.tool', reached: false });
});

it('a tool whose entry is another tool\'s is denied', async () => {
  expect(await ask({ editPolicyConf: editEntry('t:files:write_file', (value) => value.replace('write_file', 'read_text_file')) }, callTool('write_file', {}))).toMatchObject({ status: 200, rule: 'policy.tool', reached: false });
});

it('a tool whose entry has no roles is a fault', async () => {
  const options = { editPolicyConf: editEntry('t:files:read_text_file', (value) => value.replace(/"roles":"[^"]*",?/, '')) };
  expect(await ask(options)).toEqual({ status: 500, rule: 'gateway.fault', reached: false });
});

it('a server whose entry is no JSON is a fault', async () => {
  expect(await ask({ editPolicyConf: editEntry('s:files:', () => "'{'") }, request('tools/list'))).toEqual({ status: 500, rule: 'gateway.fault', reached: false });
});

it('a server whose entry is missing is not served', async () => {
  expect(await ask({ editPolicyConf: editEntry('s:files:', () => "''") }, request('tools/list'))).toMatchObject({ reached: false });
});

it('resources whose entry was cut off are a fault', async () => {
  const options = { editPolicyConf: editEntry('u:files:', (value) => `${value.slice(0, -6)}'`) };
  expect(await ask(options, request('resources/read', { uri: 'file:///srv/data/a' }))).toEqual({ status: 500, rule: 'gateway.fault', reached: false });
});

it.each([
  ['throws as it loads', "throw new Error('sabotage'); export default {};"],
  ['lacks the handler', 'export default { other: () => undefined };'],
  ['has no function for a handler', 'export default { access: 1 };'],
  ['answers without deciding', 'export default { access: () => undefined };'],
])('a bundle that %s reaches nobody', async (_, source) => {
  recorder().reset();
  const bundle = join(await mkdtemp(join(inject('runFolder'), 'bundle-')), 'portcullis.js');
  await writeFile(bundle, source);
  const gateway = await startGateway({
    policy: recorderPolicy,
    upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    bundle,
  });
  // Without its filter nginx sends no answer at all, not even one of its own.
  await expect(post(gateway.port, call, { headers })).rejects.toThrow('the connection ended without an answer');
  expect(recorder().requests).toEqual([]);
  await gateway.stop();
});

it('a location without the handler reaches nobody', async () => {
  expect(await ask({ editLocationConf: (conf) => conf.replace('js_access portcullis.access;', '') })).toMatchObject({ reached: false });
});
