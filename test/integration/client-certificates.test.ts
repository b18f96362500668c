import { connect } from 'node:tls';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { issue, makeAuthority, type Pem } from '../support/certificates.ts';
import { fetchWith } from '../support/fetch-with.ts';
import { findFreePort } from '../support/free-port.ts';
import { startGateway, type Gateway } from '../support/gateway.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, renderRequest } from '../support/post.ts';
import { readAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { makeTrialCertificates, type TrialCertificates } from '../support/trial-certificates.ts';
import type { Decision } from '../support/access-log.ts';

const many = Array.from({ length: 2000 }, (_, at) => `      - { uri: "spiffe://many.example/Agent/${at}", role: reader }\n`).join('');
const manyPatterns = Array.from({ length: 60 }, (_, at) => `      - { uri: "spiffe://example.org/ns/some-rather-long-namespace-${at}/sa/*", role: reader }\n`).join('');
const policy = recorderPolicy.replace(/^identity: .*$/m, `identity:
  trusted_hops: [127.0.0.3/32]
  mtls:
    names:
      - { uri: "spiffe://example.org/ns/ops/deploy", role: operator }
      - { uri: "spiffe://example.org/ns/agents/*", role: reader }
      - { dns: "*.agents.example.org", role: reader }
      - { subject: "CN=admin,O=Ex\\\\, Inc.,C=XX", role: operator }
${manyPatterns}${many}`).replaceAll('"CN=admin,O=Ex\\\\, Inc.,C=XX"', "'CN=admin,O=Ex\\, Inc.,C=XX'");
const read = callTool('read_text_file', { path: '/srv/data/a' });
/** One that has not the form of an ordinary call. */
const spread = JSON.stringify(JSON.parse(read), null, 2);

let trial: TrialCertificates;
const recorder = useRunning(startRecorder);

interface TlsGateway extends Gateway { readonly tls: number }

/** {@link useGateway} of one with a second port, for TLS. */
function useTls(verify: string, more = ''): () => TlsGateway {
  let tls = 0;
  const gateway = useGateway(async () => {
    const started = await start(verify, more);
    ({ tls } = started);
    return started;
  });
  return () => ({ ...gateway(), tls });
}

async function start(verify: string, more: string): Promise<TlsGateway> {
  const tls = await findFreePort();
  const gateway = await startGateway({
    policy, upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    extraServer: `listen 127.0.0.1:${tls} ssl; ${trial.conf(verify)} ${more}`,
  });
  return { ...gateway, tls };
}

beforeAll(async () => { trial = await makeTrialCertificates(); });

interface Seen { readonly status: number; readonly decision: Decision; readonly reached: number }

async function send(gateway: TlsGateway, certificate: Pem | undefined, body = read, headers: Record<string, string> = {}): Promise<Seen> {
  recorder().reset();
  const request = fetchWith({ ca: trial.ca, ...certificate });
  const answer = await request(`https://127.0.0.1:${gateway.tls}/mcp`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }, body });
  await answer.text();
  const id = answer.headers.get('x-request-id');
  const decision = id === null ? await gateway.awaitDecision(({ rule }) => rule === 'http.error') : await gateway.decision(id);
  return { status: answer.status, decision, reached: recorder().requests.length };
}

describe('a client certificate', () => {
  const gateway = useTls('optional');

  it.each([
    ['uri', 'deploy', 'URI:spiffe://example.org/ns/ops/deploy', 'operator', 'spiffe://example.org/ns/ops/deploy'],
    ['pattern', 'bot', 'URI:spiffe://example.org/ns/agents/bot,DNS:unknown.example', 'reader', 'spiffe://example.org/ns/agents/bot'],
    ['dns', 'host', 'DNS:A.agents.example.org,email:x@example.org,IP:192.0.2.1', 'reader', 'a.agents.example.org'],
    ['many', 'many', 'URI:spiffe://many.example/Agent/1999', 'reader', 'spiffe://many.example/Agent/1999'],
    ['many-patterns', 'many-patterns', 'URI:spiffe://example.org/ns/some-rather-long-namespace-59/sa/x', 'reader', 'spiffe://example.org/ns/some-rather-long-namespace-59/sa/x'],
  ])('gives the role of its name (%s)', async (_, name, names, role, subject) => {
    for (const body of [read, spread]) {
      expect(await send(gateway(), await trial.client(name, names), body)).toMatchObject({ status: 200, decision: { role, subject, decision: 'allow' }, reached: 1 });
      expect(recorder().requests[0]?.headers['x-agent-role']).toBe(role);
    }
  });

  it('gives the role of its whole subject, commas and all', async () => {
    const admin = await issueSubject('admin', '/C=XX/O=Ex, Inc./CN=admin');
    expect(await send(gateway(), admin)).toMatchObject({ status: 200, decision: { role: 'operator', subject: 'CN=admin,O=Ex\\, Inc.,C=XX' } });
    for (const [name, subject] of [['split', '/C=XX/O=Ex/O=Inc./CN=admin'], ['within', '/CN=CN\\=admin,O\\=Ex\\, Inc.,C\\=XX'], ['more', '/C=XX/O=Ex, Inc./OU=x/CN=admin'], ['wide', '/C=XX/O=Ex, Inc./CN=\u0430dmin']] as const) {
      expect(await send(gateway(), await issueSubject(name, subject))).toMatchObject({ status: 401, decision: { rule: 'auth.role', role: '' }, reached: 0 });
    }
  });

  it.each([
    ['two names of different roles', 'URI:spiffe://example.org/ns/ops/deploy,DNS:b.agents.example.org', 'auth.conflict'],
    ['two SPIFFE ids', 'URI:spiffe://example.org/ns/agents/a,URI:spiffe://example.org/ns/agents/b', 'auth.certificate'],
    ['no name that is known', 'URI:spiffe://example.org/ns/others/a', 'auth.role'],
    ['a name in other case', 'URI:spiffe://example.org/ns/OPS/deploy', 'auth.role'],
    ['a name of many in other case', 'URI:spiffe://many.example/agent/7', 'auth.role'],
    ['no names at all', '', 'auth.role'],
  ])('with %s is refused', async (what, names, rule) => {
    for (const body of [read, spread]) {
      expect(await send(gateway(), await trial.client(what.replaceAll(/\W/g, '-'), names), body)).toMatchObject({ status: 401, decision: { rule, role: '', subject: '' }, reached: 0 });
    }
  });

  it('must be there', async () => {
    for (const body of [read, spread]) expect(await send(gateway(), undefined, body)).toMatchObject({ status: 401, decision: { rule: 'auth.missing' }, reached: 0 });
  });

  it('is no header', async () => {
    const { cert } = await trial.client('deploy', 'URI:spiffe://example.org/ns/ops/deploy');
    const forged = { 'X-SSL-Client-Verify': 'SUCCESS', ssl_client_verify: 'SUCCESS', 'SSL-Client-Cert': encodeURIComponent(cert), 'X-Agent-Role': 'operator' };
    expect(await send(gateway(), undefined, read, forged)).toMatchObject({ status: 401, decision: { rule: 'auth.missing' }, reached: 0 });
    expect((await post(gateway().port, read, { headers: forged })).status).toBe(401);
  });

  it('and a role header must lead to one role', async () => {
    const deploy = await trial.client('deploy');
    const request = fetchWith({ ca: trial.ca, ...deploy, localAddress: '127.0.0.3' });
    const ask = async (role: string): Promise<number> => (await request(`https://127.0.0.1:${gateway().tls}/mcp`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'X-Agent-Role': role }, body: read })).status;
    expect([await ask('operator'), await ask('reader')]).toEqual([200, 401]);
  });

  it('of another authority is none', async () => {
    const folder = trial.authority.path('.');
    const strangers = await makeAuthority(folder, 'strangers');
    const stranger = await issue(strangers, { cert: trial.authority.path('stranger.pem'), key: trial.authority.path('stranger.key') }, '/CN=deploy', 'URI:spiffe://example.org/ns/ops/deploy');
    expect(await send(gateway(), stranger)).toMatchObject({ status: 400, decision: { rule: 'http.error' }, reached: 0 });
  });

  it('for a server is none', async () => {
    await trial.authority.issue({ file: 'wrong-use', name: 'x', usage: 'serverAuth', names: 'URI:spiffe://example.org/ns/ops/deploy', days: 2 });
    expect(await send(gateway(), await trial.client('deploy'))).toMatchObject({ status: 200 });
    const wrong = { cert: await readFile(trial.authority.path('wrong-use.pem'), 'utf8'), key: await readFile(trial.authority.path('wrong-use.key'), 'utf8') };
    expect(await send(gateway(), wrong)).toMatchObject({ status: 400, reached: 0 });
  });

  /** What openssl's command line can make of a subject, by the trial authority. */
  async function issueSubject(name: string, subject: string): Promise<Pem> {
    const { authority } = trial;
    return issue({ cert: authority.path('ca.pem'), key: authority.path('ca.key') }, { cert: authority.path(`s-${name}.pem`), key: authority.path(`s-${name}.key`) }, subject);
  }
});

describe('a certificate nginx could not verify but lets pass (optional_no_ca)', () => {
  const gateway = useTls('optional_no_ca');

  it('is refused', async () => {
    const strangers = await makeAuthority(trial.authority.path('.'), 'others');
    const stranger = await issue(strangers, { cert: trial.authority.path('other.pem'), key: trial.authority.path('other.key') }, '/CN=deploy', 'URI:spiffe://example.org/ns/ops/deploy');
    for (const body of [read, spread]) expect(await send(gateway(), stranger, body)).toMatchObject({ status: 401, decision: { rule: 'auth.certificate' }, reached: 0 });
    expect(await send(gateway(), await trial.client('deploy'))).toMatchObject({ status: 200, decision: { role: 'operator' } });
  });
});

describe.each([
  ['mutual-tls.conf', 'include portcullis/mutual-tls.conf;', 400],
  ['the session tickets that nginx has of itself', '', 400],
  // Why there is a mutual-tls.conf: nginx does not verify again.
  ['the session cache of tls.conf', 'include portcullis/tls.conf;', 200],
])('a revoked certificate, with %s', (what, more, afterwards) => {
  const gateway = useTls('on', more);

  it(afterwards === 400 ? 'is none from the reload on' : 'counts in sessions of before the reload', async () => {
    const name = `revoked-${what.replaceAll(' ', '-')}`;
    const pem = await trial.client(name, 'URI:spiffe://example.org/ns/agents/old');
    expect(await send(gateway(), pem)).toMatchObject({ status: 200 });
    const first = await open(gateway().tls, pem);
    const { session } = first;
    await trial.authority.revoke([`client-${name}`]);
    await gateway().reload(/gracefully shutting down/);
    expect(await send(gateway(), pem)).toMatchObject({ status: 400, reached: 0 });
    // A session of before the reload, resumed.
    recorder().reset();
    const resumed = await open(gateway().tls, pem, session);
    expect([resumed.status, recorder().requests.length]).toEqual([afterwards, afterwards === 200 ? 1 : 0]);
  });
});

async function open(port: number, pem: Pem, session?: Buffer): Promise<{ readonly status: number; readonly session: Buffer | undefined }> {
  const socket = connect({ port, host: '127.0.0.1', servername: 'mcp.example.com', ca: trial.ca, ...pem, ...(session && { session }) });
  let latest: Buffer | undefined;
  socket.on('session', (bytes: Buffer) => { latest = bytes; });
  await once(socket, 'secureConnect');
  socket.write(renderRequest(read, { headers: { Host: 'mcp.example.com' } }));
  const { status } = await readAnswer(socket);
  return { status, session: latest };
}
