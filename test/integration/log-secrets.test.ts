import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { callTool, modernMeta, notification, request } from '../support/messages.ts';
import { identity } from '../support/policies.ts';
import { post, type PostOptions } from '../support/post.ts';
import { plantSecret } from '../support/run.ts';
import { plantLookingSecrets, plantPlainSecret } from '../support/secrets.ts';
import { useRecordedGateway } from '../support/suite.ts';

const policy = `
version: 1
${identity}
roles: { caller: {} }
servers:
  files:
    upstream: files
    tools: { say: { roles: [caller] }, forbidden: { roles: [caller], enabled: false, alert: true }, alarming: { roles: [caller], alert: true } }
    prompts: { greet: { roles: [caller] } }
    resources: [ { uri: "note://desk/**", roles: [caller] } ]
`;
const { gateway } = useRecordedGateway(policy);
const headers = { 'X-Agent-Role': 'caller' };

/** Sends a request and waits for its line; what the logs hold then. */
async function logsAfter(body: string, options: PostOptions = {}): Promise<string> {
  const answer = await post(gateway().port, body, { ...options, headers: { ...headers, ...options.headers } });
  await gateway().decision(answer.headers.get('x-request-id') ?? '');
  return `${JSON.stringify(await gateway().decisions())}\n${gateway().errorLog()}`;
}

it.each(['password', 'api_key', 'accessToken', 'Authorization', 'client-secret', 'SESSION_ID', 'private_key', 'pin'])('an argument named %s is not logged', async (name) => {
  const secret = plantPlainSecret();
  expect(await logsAfter(callTool('say', { text: 'hello', [name]: secret }))).not.toContain(secret);
  expect(await logsAfter(callTool('say', { deep: [{ [name]: { value: secret } }] }))).not.toContain(secret);
});

it('what looks like a secret is not logged, whatever its name and however it ends', async () => {
  for (const [sort, secret] of Object.entries(plantLookingSecrets())) {
    for (const args of [{ text: secret }, { text: `see ${secret} there` }, { list: [secret] }, { text: `${'words '.repeat(19)}${secret}` }, { [secret]: 1 }]) {
      expect(await logsAfter(callTool('say', args)), sort).not.toContain(secret);
    }
  }
});

it('what looks like a secret is not logged where a name belongs', async () => {
  const leaks: string[] = [];
  for (const [sort, secret] of Object.entries(plantLookingSecrets())) {
    const bodies = [callTool(secret, {}), request('resources/read', { uri: `note://desk/a?token=${encodeURIComponent(secret)}` }), request('prompts/get', { name: secret }), request(secret.replaceAll(' ', '/')), notification(secret)];
    for (const body of bodies) if ((await logsAfter(body)).includes(secret)) leaks.push(`${sort} in ${body}`);
  }
  expect(leaks).toEqual([]);
});

it('secrets are not logged from denied calls, prompts, completion or alerts', async () => {
  const bodies = (secret: string): string[] => [
    callTool('forbidden', { password: secret }),
    callTool('alarming', { password: secret }),
    callTool('nobody', { password: secret }),
    request('prompts/get', { name: 'greet', arguments: { password: secret } }),
    request('completion/complete', { ref: { type: 'ref/prompt', name: 'greet' }, argument: { name: 'password', value: secret } }),
    request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: secret, version: secret } }),
    request('tools/list', { cursor: secret }),
    request('tools/call', { name: 'say', arguments: {}, _meta: { ...modernMeta, secret } }),
    `{"password":"${secret}"`,
    secret,
  ];
  const leaks: string[] = [];
  for (let at = 0; at < bodies('').length; at++) {
    const secret = plantPlainSecret();
    const body = bodies(secret)[at] ?? '';
    if ((await logsAfter(body)).includes(secret)) leaks.push(body);
  }
  expect(leaks).toEqual([]);
});

it.each(['Authorization', 'Cookie', 'X-Api-Key', 'Mcp-Param-token', 'Last-Event-ID', 'Proxy-Authorization'])('the header %s is not logged', async (name) => {
  const secret = plantSecret(`Bearer ${plantPlainSecret()}`);
  expect(await logsAfter(callTool('say', {}), { headers: { [name]: secret } })).not.toContain(secret);
});

it('of a session id no more than its beginning is logged', async () => {
  const id = plantSecret(randomUUID());
  const logs = await logsAfter(callTool('say', {}), { headers: { 'Mcp-Session-Id': id } });
  expect(logs).not.toContain(id);
  expect(logs).toContain(`"session":"${id.slice(0, 8)}"`);
});

it('a token in a refused query is not logged', async () => {
  const secret = plantPlainSecret();
  expect(await logsAfter(callTool('say', {}), { path: `/mcp?access_token=${secret}` })).not.toContain(secret);
});

it('a role that is none is not logged beyond its kind', async () => {
  const secret = plantLookingSecrets()['a code host token'] ?? '';
  expect(await logsAfter(callTool('say', {}), { headers: { 'X-Agent-Role': secret } })).not.toContain(secret);
});

it('control characters cannot break a line of the log or forge one', async () => {
  const forged = '\n{"decision":"allow"}\r\u001b[2J\u202e';
  const before = (await gateway().decisions()).length;
  const logs = await logsAfter(callTool(`x${forged}`, { text: forged }));
  expect(await gateway().decisions()).toHaveLength(before + 1);
  expect(logs.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
});

it('arguments are logged at bounded length', async () => {
  const args = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`name${index}`, 'some ordinary words here']));
  const answer = await post(gateway().port, callTool('say', args), { headers });
  expect((await gateway().decision(answer.headers.get('x-request-id') ?? '')).arguments.length).toBeLessThanOrEqual(1024);
});
