import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { placeCertificate } from '../../src/cli/start/certificate.ts';
import { behindDocker, makeMount, runImage, startContainerGateway, type ContainerGateway } from '../support/container-gateway.ts';
import { keepingTime } from '../support/keeping-time.ts';
import { callTool } from '../support/messages.ts';
import { identity, recorderPolicy } from '../support/policies.ts';
import { post } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { useRunning } from '../support/suite.ts';

const recorder = useRunning(() => startRecorder(inject('bridge')));
beforeEach(() => { recorder().reset(); });

const call = callTool('read_text_file', { path: '/srv/data/a.txt' });
const start = (env: Readonly<Record<string, string>>, mounts: Readonly<Record<string, string>> = {}): Promise<ContainerGateway> =>
  startContainerGateway({ policy: behindDocker(recorderPolicy), env: { MCP_UPSTREAM: `http://${recorder().address}/mcp`, ...env }, mounts });

interface TlsAnswer {
  readonly status: number;
  readonly subject: string;
  readonly protocol: string;
}

/** Posts the call; without a certificate to trust, any is taken. Settles also when the answer is cut, or does not come. */
function postTls(port: number, ca?: string): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', 'X-Agent-Role': 'reader' };
    const sent = request({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', headers, agent: false, rejectUnauthorized: ca !== undefined, ca, signal: AbortSignal.timeout(15_000) }, (response) => {
      const { socket } = response;
      if (!(socket instanceof TLSSocket)) throw new Error('no TLS');
      const answer = { status: response.statusCode ?? 0, subject: String(socket.getPeerCertificate().subject.CN), protocol: socket.getProtocol() ?? '' };
      response.resume().on('end', () => { resolve(answer); }).on('error', reject);
    });
    sent.on('error', reject);
    sent.end(call);
  });
}

/** A folder with tls.crt and tls.key that the container's user may read. */
async function makeCertificate(host: string): Promise<{ readonly folder: string; readonly cert: string }> {
  const folder = await mkdtemp(join(inject('runFolder'), 'tls-'));
  const { cert, key } = await placeCertificate(folder, undefined, host);
  await chmod(folder, 0o755);
  await chmod(key, 0o644);
  return { folder, cert: await readFile(cert, 'utf8') };
}

describe('TLS', () => {
  it('is served with a certificate of its own for trials, the same one after a reload', async () => {
    const gateway = await start({ PORTCULLIS_TLS: 'self-signed' });
    expect(await postTls(gateway.port)).toEqual({ status: 200, subject: 'Portcullis trial', protocol: 'TLSv1.3' });
    expect(gateway.errorLog()).toContain('self-signed certificate: for trials only');
    const { output: cert } = await gateway.container.exec(['cat', '/run/portcullis/tls/tls.crt']);
    await gateway.signal('HUP');
    await gateway.awaitLog(/policy reloaded/);
    expect((await postTls(gateway.port, cert)).status).toBe(200);
    await gateway.stop();
  });

  it('is served with the mounted certificate, and a renewed one is taken at HUP', async () => {
    const { folder, cert } = await makeCertificate('127.0.0.1');
    const gateway = await start({ PORTCULLIS_TLS: 'files' }, { '/etc/portcullis-tls': folder });
    expect(await postTls(gateway.port, cert)).toMatchObject({ status: 200, subject: 'Portcullis local' });
    const renewed = await keepingTime([join(folder, 'tls.crt'), join(folder, 'tls.key')], () => placeCertificate(folder, undefined, '127.0.0.1'));
    await chmod(renewed.key, 0o644);
    await gateway.signal('HUP');
    await gateway.awaitLog(/policy reloaded/);
    const next = await readFile(renewed.cert, 'utf8');
    // Workers that were there before may still answer for a moment, with the certificate they have.
    const until = Date.now() + 60_000;
    const isStale = (error: unknown): boolean => Date.now() < until && error instanceof Error && 'code' in error
      && (error.code === 'DEPTH_ZERO_SELF_SIGNED_CERT' || error.code === 'ECONNRESET');
    const isRenewed = (): Promise<boolean> => postTls(gateway.port, next).then(() => true, (error: unknown) => {
      if (isStale(error)) return false;
      throw new Error(`${String(error)}; the gateway said:\n${gateway.errorLog()}`);
    });
    while (!(await isRenewed()));
    await gateway.stop();
  });

  it('does not start in the clear when its files are not there', async () => {
    const mount = await makeMount({ 'policy.yaml': recorderPolicy });
    const { code, said } = await runImage(['-e', 'MCP_UPSTREAM=http://127.0.0.1:1/mcp', '-e', 'PORTCULLIS_TLS=files', '-v', `${mount}:/etc/portcullis:ro`]);
    expect(code).toBe(1);
    expect(said).toContain('cannot load certificate "/etc/portcullis-tls/tls.crt"');
  });
});

describe('a server that speaks HTTPS', () => {
  const startServer = (folder: string): Promise<ContainerGateway> => startContainerGateway({
    policy: recorderPolicy.replace(identity, 'identity: { trusted_hops: [0.0.0.0/0] }'),
    env: { MCP_UPSTREAM: `http://${recorder().address}/mcp`, PORTCULLIS_TLS: 'files' },
    mounts: { '/etc/portcullis-tls': folder },
    alias: 'secure',
  });

  it('is asked when an authority of the container vouches for it, and not otherwise', async () => {
    const { folder } = await makeCertificate('secure');
    const server = await startServer(folder);
    const upstream = { MCP_UPSTREAM: 'https://secure:8443/mcp' };
    const strange = await start(upstream);
    const trusting = await start(upstream, { '/etc/ssl/certs/ca-certificates.crt': join(folder, 'tls.crt') });
    const send = (gateway: ContainerGateway): ReturnType<typeof post> => post(gateway.port, call, { headers: { 'X-Agent-Role': 'reader' } });
    // Before the name is known the answer is the same, for another reason.
    do expect((await send(strange)).status).toBe(502);
    while (!strange.errorLog().includes('certificate verify error'));
    expect(recorder().requests).toEqual([]);
    expect((await send(trusting)).status).toBe(200);
    expect(recorder().requests).toHaveLength(1);
    for (const gateway of [strange, trusting, server]) await gateway.stop();
  });
});
