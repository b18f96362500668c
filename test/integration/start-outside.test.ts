import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from '../../src/cli/start/await-port.ts';
import { decide } from '../support/decision-point.ts';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { introspector, startOpaqueServer } from '../support/opaque-server.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, type Headers } from '../support/post.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { startRecorder } from '../support/recorder.ts';
import { startSecureServer } from '../support/secure-server.ts';
import { useCommands } from '../support/start-command.ts';
import { useRunning } from '../support/suite.ts';
import { audience, bearer, claimsOf, identified, issuerOf, unlocked } from '../support/tokens.ts';

const { temporary, start, run } = useCommands();
const recorder = useRunning(startRecorder);
beforeEach(() => { recorder().reset(); });

const signer = makeSigner('ES256');
const read = callTool('read_text_file', { path: '/srv/data/a' });

async function write(name: string, text: string, mode = 0o644): Promise<string> {
  const folder = await mkdtemp(join(temporary(), 'given-'));
  await chmod(folder, 0o755);
  const file = join(folder, name);
  await writeFile(file, text, { mode });
  return file;
}

/** `portcullis start` with a policy before the recorder, ready for calls. */
async function startWith(policy: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<(headers: Headers) => Promise<RawAnswer>> {
  await chmod(temporary(), 0o755);
  const port = await findFreePort();
  const { until } = start(['--policy', await write('policy.yaml', policy), '--upstream', `http://${recorder().address}/mcp`, '--listen', `127.0.0.1:${port}`, ...args], env);
  await until(/Ctrl-C stops/);
  return (headers) => post(port, read, { headers });
}

async function failing(policy: string, args: readonly string[] = []): Promise<string> {
  const { code, output } = await run(['start', '--policy', await write('policy.yaml', policy), '--upstream', `http://${recorder().address}/mcp`, '--listen', `127.0.0.1:${await findFreePort()}`, ...args]);
  expect(code).toBe(1);
  return output.trim();
}

describe('start with an issuer that publishes its keys by https', () => {
  const issuer = useRunning(() => startSecureServer((_, reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [signer.jwk] })); }));
  const policy = (): string => identified(`jwt: [${issuerOf(`jwks: "${issuer().url}/keys"`)}], ${unlocked}`);

  it('takes its tokens, and each gets its role', async () => {
    const send = await startWith(policy(), [], { SSL_CERT_FILE: issuer().authority });
    expect((await send(bearer(signer.token(claimsOf())))).status).toBe(200);
    expect((await send(bearer(makeSigner('ES256').token(claimsOf())))).status).toBe(401);
    expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers['authorization']])).toEqual([['reader', undefined]]);
  });

  it('takes none where its certificate is of an authority that is not trusted', async () => {
    const send = await startWith(policy());
    expect((await send(bearer(signer.token(claimsOf())))).status).toBe(401);
    expect(recorder().requests).toEqual([]);
  });
});

describe('start with a server that is asked about tokens', () => {
  const server = useRunning(() => startOpaqueServer(audience, 'files:read'));
  const policyOf = (secret: string): string => identified(`introspection: { url: "${server().introspection}", issuer: "${server().issuer}", audiences: ["${audience}"], client_id: ${introspector.client_id}, ${secret}, claims: { subject: client_id, role: scope }, roles: { "files:read": reader } }, ${unlocked}`);

  it('gives its workers the variable that the secret is in', async () => {
    const send = await startWith(policyOf('client_secret_env: OUTSIDE_SECRET'), [], { OUTSIDE_SECRET: introspector.client_secret });
    expect((await send(bearer(await server().issue()))).status).toBe(200);
  });

  it('says so when there is no such variable, or no such file', async () => {
    expect(await failing(policyOf('client_secret_env: OUTSIDE_SECRET'))).toBe('portcullis: identity.introspection: the environment has no OUTSIDE_SECRET, which is to hold the secret');
    expect(await failing(policyOf('client_secret_file: /nowhere/secret'))).toContain('identity.introspection: cannot read the secret: ENOENT');
  });

  it.runIf(process.getuid?.() === 0)('says so when root can read the file, and the workers cannot', async () => {
    const readable = await write('secret', introspector.client_secret);
    const send = await startWith(policyOf(`client_secret_file: ${readable}`));
    expect((await send(bearer(await server().issue()))).status).toBe(200);
    expect(await failing(policyOf(`client_secret_file: ${await write('secret', introspector.client_secret, 0o600)}`))).toContain('is not readable for `nobody`');
  });
});

describe('start with an external decision point', () => {
  const decider = useRunning(startRecorder);
  beforeEach(() => { decider().reset(); });
  const policy = recorderPolicy.replace('roles:\n', 'decisions: { type: authzen }\nroles:\n');
  const reader = { 'X-Agent-Role': 'reader' };

  it('asks it, and what it says counts', async () => {
    const send = await startWith(policy, ['--decisions', `http://${decider().address}/access/v1/evaluation`]);
    for (const decision of [true, false]) {
      decider().answer(decide({ decision }));
      expect((await send(reader)).body.toString()).toContain(decision ? '"result"' : '"error"');
    }
    expect(decider().requests.map(({ method, url, headers }) => [method, url, headers.host])).toEqual(Array.from({ length: 2 }, () => ['POST', '/access/v1/evaluation', decider().address]));
    expect(recorder().requests).toHaveLength(1);
  });

  it('asks one by https if its certificate is good, and no other', async () => {
    const secure = await startSecureServer((_, reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end('{"decision":true}'); });
    try {
      const args = ['--decisions', `${secure.url}/access/v1/evaluation`];
      expect((await (await startWith(policy, args, { SSL_CERT_FILE: secure.authority }))(reader)).body.toString()).toContain('"result"');
      expect((await (await startWith(policy, args))(reader)).body.toString()).toContain('"error"');
      expect(recorder().requests).toHaveLength(1);
    } finally {
      await secure.stop();
    }
  });

  it('says so when it is not told where, or told for nothing', async () => {
    expect(await failing(policy)).toBe('portcullis: the policy asks an external decision point: say by --decisions where it is');
    expect(await failing(recorderPolicy, ['--decisions', 'http://127.0.0.1:1/x'])).toContain('--decisions: the policy has no `decisions` for this server');
  });
});
