import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { packageFolder } from '../support/bundle.ts';
import { decide } from '../support/decision-point.ts';
import { findFreePorts } from '../support/free-port.ts';
import { prepareFolder, runGateway, type Gateway } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { introspector, startOpaqueServer } from '../support/opaque-server.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { startSecureServer } from '../support/secure-server.ts';
import { useGateway, useRunning } from '../support/suite.ts';
import { audience, bearer, claimsOf, identified, issuerOf, unlocked } from '../support/tokens.ts';

const recorder = useRunning(startRecorder);
const decider = useRunning(startRecorder);
beforeEach(() => {
  recorder().reset();
  decider().reset();
});
const read = callTool('read_text_file', { path: '/srv/data/a' });
const signer = makeSigner('ES256');
const reader = { 'X-Agent-Role': 'reader' };
const asking = recorderPolicy.replace('roles:\n', 'decisions: { type: authzen }\nroles:\n');

type Environment = Readonly<Record<string, string>>;

/** Runs what the image runs, by qjs; where there is no container the path of what it writes is another one. */
async function render(policy: string, env: Environment = {}): Promise<{ readonly said: string; readonly output: string }> {
  const folder = await mkdtemp(join(inject('runFolder'), 'container-conf-'));
  const [source, output] = [join(folder, 'policy.yaml'), join(folder, 'nginx.conf')];
  await writeFile(source, policy);
  const [program = '', ...before] = inject('nginx').qjs ?? [];
  const { stderr } = spawnSync(program, [...before, '-m', join(packageFolder, 'dist/container.js'), 'render', source, output], { encoding: 'utf8', env: { ...process.env, MCP_UPSTREAM: `http://${recorder().address}/mcp`, ...env } });
  return { said: stderr, output };
}

/** A gateway of the image's configuration, but for places that only a container has; `authorities` stand for the system's. */
async function startImageConf(policy: string, authorities: string, env: Environment = {}): Promise<Gateway> {
  const [port = 0, status = 0] = await findFreePorts(2);
  const { said, output } = await render(policy, { PORTCULLIS_LISTEN: `127.0.0.1:${port}`, PORTCULLIS_STATUS: `127.0.0.1:${status}`, PORTCULLIS_WORKERS: '1', ...env });
  expect(said).toBe('');
  const folder = await prepareFolder('');
  const { jsModule } = inject('nginx');
  await writeFile(join(folder, 'portcullis/load-module.conf'), `${jsModule === undefined ? '' : `load_module ${jsModule};`}${process.getuid?.() === 0 ? 'user root;' : ''}`);
  const conf = (await readFile(output, 'utf8'))
    .replaceAll('/run/portcullis', folder)
    .replaceAll('/etc/ssl/certs/ca-certificates.crt', authorities)
    .replace('error_log stderr warn', 'error_log stderr notice')
    .replace('/dev/stdout', 'access.log');
  await writeFile(join(folder, 'nginx.conf'), conf);
  return runGateway(folder, port, env);
}

describe("the image's configuration for tokens and decisions by https", () => {
  const issuer = useRunning(() => startSecureServer((_, reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [signer.jwk] })); }));
  const policy = (): string => identified(`jwt: [${issuerOf(`jwks: "${issuer().url}/keys"`)}], ${unlocked}`);
  const trusting = useGateway(() => startImageConf(policy(), issuer().authority));

  it('takes the tokens of an issuer whose certificate is good', async () => {
    expect((await post(trusting().port, read, { headers: bearer(signer.token(claimsOf())) })).status).toBe(200);
    expect(recorder().requests.map(({ headers }) => headers['x-agent-role'])).toEqual(['reader']);
  });

  it('names the authorities of the system, once, and only where something is fetched by https', async () => {
    const lines = async (text: string): Promise<readonly string[]> => (await readFile((await render(text)).output, 'utf8')).match(/^ *js_fetch_trusted_certificate.*$/gm) ?? [];
    expect(await lines(policy())).toEqual(['    js_fetch_trusted_certificate "/etc/ssl/certs/ca-certificates.crt";']);
    expect(await lines(recorderPolicy)).toEqual([]);
  });
});

describe("the image's configuration for a secret and a decision point", () => {
  const server = useRunning(() => startOpaqueServer(audience, 'files:read'));
  const policy = (): string => identified(`introspection: { url: "${server().introspection}", issuer: "${server().issuer}", audiences: ["${audience}"], client_id: ${introspector.client_id}, client_secret_env: OUTSIDE_SECRET, claims: { subject: client_id, role: scope }, roles: { "files:read": reader } }, ${unlocked}`)
    .replace('roles:\n', 'decisions: { type: authzen }\nroles:\n');
  const decisions = (): Environment => ({ PORTCULLIS_DECISIONS: `http://${decider().address}/access/v1/evaluation` });
  const gateway = useGateway(() => startImageConf(policy(), '', { OUTSIDE_SECRET: introspector.client_secret, ...decisions() }));

  it('has both: a token is asked about, and what it may do', async () => {
    const token = await server().issue();
    for (const decision of [true, false]) {
      decider().answer(decide({ decision }));
      expect((await post(gateway().port, read, { headers: bearer(token) })).body.toString()).toContain(decision ? '"result"' : '"error"');
    }
    expect(decider().requests.map(({ url, headers }) => [url, headers.host])).toEqual(Array.from({ length: 2 }, () => ['/access/v1/evaluation', decider().address]));
    expect(recorder().requests).toHaveLength(1);
  });

  it('lets no client in to the decision point', async () => {
    expect((await post(gateway().port, read, { path: '/portcullis_decision', headers: reader })).status).toBe(404);
    expect(decider().requests).toEqual([]);
  });

  it('is not made without the secret', async () => {
    expect((await render(policy(), decisions())).said).toBe('portcullis: identity.introspection: the environment has no OUTSIDE_SECRET, which is to hold the secret\n');
  });

  it('is not made without the decision point, unless somebody else makes its location', async () => {
    expect((await render(asking)).said).toContain('portcullis: the policy asks an external decision point: PORTCULLIS_DECISIONS is to say where');
    expect((await render(recorderPolicy, decisions())).said).toBe('portcullis: PORTCULLIS_DECISIONS: the policy has no `decisions`\n');
    const { said, output } = await render(asking, { PORTCULLIS_DECISIONS: 'own' });
    expect([said, (await readFile(output, 'utf8')).includes('location = /portcullis_decision')]).toEqual(['', false]);
  });
});
