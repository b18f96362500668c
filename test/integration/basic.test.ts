import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../support/access-log.ts';
import { startGateway, type Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, readError, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const users = (): string => join(inject('runFolder'), 'basic.users');
const policy = (): string => recorderPolicy.replace(/^identity: .*$/m, `identity: { basic: { file: ${users()}, users: { alice: operator, bob: reader, "Mallory M\u00FCller": reader } } }`);
const read = callTool('read_text_file', { path: '/srv/data/a' });
/** One that has not the form of an ordinary call. */
const spread = JSON.stringify(JSON.parse(read), null, 2);
const password = 'correct horse battery';
const basic = (user: string, secret = password): Headers => ({ Authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` });
const recorder = useRunning(startRecorder);

beforeAll(async () => {
  const hash = execFileSync('openssl', ['passwd', '-apr1', password], { encoding: 'utf8' }).trim();
  await writeFile(users(), ['alice', 'bob', 'carol', 'Mallory M\u00FCller'].map((user) => `${user}:${hash}\n`).join(''));
});
beforeEach(() => { recorder().reset(); });

/** `outer` is the location clients reach; `@mcp` judges. */
async function start(outer: string): Promise<Gateway> {
  return startGateway({ policy: policy(), upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['@mcp'] }], extraServer: outer });
}

const asShipped = 'location = /mcp { include portcullis/basic.conf; client_max_body_size 16m; error_page 401 403 413 500 @mcp; try_files /dev/null/mcp @mcp; }';

async function send(gateway: Gateway, headers: Headers, body = read): Promise<RawAnswer & { readonly decision: Decision }> {
  recorder().reset();
  const answer = await post(gateway.port, body, { headers });
  return { ...answer, decision: await gateway.decision(answer.headers.get('x-request-id') ?? '') };
}

describe('a user with a password', () => {
  const gateway = useGateway(() => start(asShipped));

  it.each([['alice', 'operator'], ['bob', 'reader'], ['Mallory M\u00FCller', 'reader']])('%s has a role', async (user, role) => {
    for (const body of [read, spread]) {
      expect(await send(gateway(), basic(user), body)).toMatchObject({ status: 200, decision: { decision: 'allow', role, subject: user } });
      expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers.authorization])).toEqual([[role, undefined]]);
    }
  });

  it.each([
    ['a wrong password', basic('alice', 'wrong')],
    ['an empty password', basic('alice', '')],
    ['a user nobody has', basic('dave')],
    ['nothing', {}],
    ['no base64', { Authorization: 'Basic alice' }],
    ['another scheme', { Authorization: `Bearer ${password}` }],
    ['a header of another spelling', { Authorization_: basic('alice')['Authorization'] }],
    ['what the gateway uses within', { portcullis_user: 'alice', 'X-Agent-Role': 'operator' }],
  ])('is nobody with %s', async (_, headers) => {
    for (const body of [read, spread]) {
      const answer = await send(gateway(), headers, body);
      expect(answer).toMatchObject({ status: 401, decision: { decision: 'deny', rule: 'http.error', role: '', subject: '' } });
      expect(readError(answer)).toMatchObject({ jsonrpc: '2.0', error: { code: -32600, message: 'Authentication required.' } });
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="MCP"');
      expect(recorder().requests).toEqual([]);
    }
  });

  it('that has no role is nobody', async () => {
    expect(await send(gateway(), basic('carol'))).toMatchObject({ status: 401, decision: { rule: 'auth.role', role: '', subject: '' } });
    expect(recorder().requests).toEqual([]);
  });

  it('is judged as any other', async () => {
    expect(await send(gateway(), basic('bob'), callTool('write_file', { path: '/srv/data/out/a', content: 'x' }))).toMatchObject({ status: 200, decision: { rule: 'policy.tool', role: 'reader' } });
    expect(recorder().requests).toEqual([]);
  });

  it('has an error of the server told as any other', async () => {
    recorder().answer((_request, response) => { response.destroy(); });
    const answer = await post(gateway().port, read, { headers: basic('bob') });
    expect([answer.status, readError(answer)]).toMatchObject([502, { id: 1, error: { message: 'Server unavailable.' } }]);
    expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'allow', role: 'reader', subject: 'bob' });
  });

  it('has the password in no log', async () => {
    await send(gateway(), basic('alice', 'a-wrong-password'));
    await send(gateway(), basic('alice'));
    const logs = JSON.stringify(await gateway().decisions()) + gateway().errorLog();
    for (const secret of [password, 'a-wrong-password', ...['wrong', password].map((one) => Buffer.from(`alice:${one}`).toString('base64').slice(0, 12))]) expect(logs).not.toContain(secret);
  });
});

const right = basic('alice');
const wrong = basic('alice', 'wrong');

describe.each([
  ['where auth_basic is off', 'location = /mcp { try_files /dev/null/mcp @mcp; }', { right: 401, wrong: 401 }],
  ['where auth_basic is another than ours', 'location = /mcp { auth_basic x; auth_basic_user_file USERS; try_files /dev/null/mcp @mcp; }', { right: 401, wrong: 401 }],
  ['where others are let in beside', 'location = /mcp { satisfy any; allow all; auth_basic x; auth_basic_user_file USERS; try_files /dev/null/mcp @mcp; }', { right: 401, wrong: 401 }],
  ['where auth_basic stands beside the handler', 'location = /mcp { set $mcp_server files; include portcullis/basic.conf; include portcullis/location.conf; proxy_pass http://$mcp_upstream; }', { right: 401, wrong: 401 }],
  ['where the handler is reached another way', 'location = /mcp { set $mcp_server files; include portcullis/location.conf; proxy_pass http://$mcp_upstream; }', { right: 401, wrong: 401 }],
  ['where what nginx refuses goes on as if it were nothing', 'location = /mcp { error_page 401 403 500 = @mcp; include portcullis/basic.conf; try_files /dev/null/mcp @mcp; }', { right: 200, wrong: 401 }],
  ['where what nginx refuses goes on as a success', 'location = /mcp { error_page 401 403 500 =200 @mcp; include portcullis/basic.conf; try_files /dev/null/mcp @mcp; }', { right: 200, wrong: 200 }],
] as const)('%s', (_, outer, statuses) => {
  const gateway = useGateway(() => start(outer.replace('USERS', users())));

  it('nobody is believed whose password nginx has not checked', async () => {
    for (const [headers, status] of [[right, statuses.right], [wrong, statuses.wrong], [{}, statuses.wrong]] as const) {
      recorder().reset();
      const answer = await post(gateway().port, read, { headers });
      const isKnown = headers === right && status === 200;
      expect([answer.status, recorder().requests.length, answer.body.includes('"result"')]).toEqual([status, isKnown ? 1 : 0, isKnown]);
      const id = answer.headers.get('x-request-id');
      if (id !== undefined) expect(await gateway().decision(id)).toMatchObject({ decision: isKnown ? 'allow' : 'deny', role: isKnown ? 'operator' : '' });
    }
  });
});

describe.each([
  ['the file of passwords is not there', '', (conf: string) => conf.replace(users(), `${users()}.not`)],
  ['server.conf is not included', 'location = /portcullis_checked', (conf: string) => conf],
])('where %s', (_, removed, editPolicyConf) => {
  const gateway = useGateway(() => startGateway({
    policy: policy(), upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['@mcp'] }], extraServer: asShipped,
    editPolicyConf: (conf) => editPolicyConf(conf), ...(removed !== '' && { editServerConf: (conf: string) => conf.replace(removed, 'location = /other') }),
  }));

  it('nobody gets in', async () => {
    const { status } = await post(gateway().port, read, { headers: right });
    expect([403, 500]).toContain(status);
    expect(recorder().requests).toEqual([]);
  });
});
