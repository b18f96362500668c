import { mkdtemp, readFile } from 'node:fs/promises';
import { createHash, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { issue, makeAuthority, type Pem } from '../support/certificates.ts';
import { findFreePort } from '../support/free-port.ts';
import { startGateway } from '../support/gateway.ts';
import { makeSigner } from '../support/jwt.ts';
import { callTool } from '../support/messages.ts';
import { startRecorder } from '../support/recorder.ts';
import { useGateway, useRunning } from '../support/suite.ts';

const signer = makeSigner('ES256');
const issuer = 'https://login.example.com';
const resource = 'https://mcp.example.com/mcp';
const policy = `
version: 1
identity: { jwt: [{ issuer: "${issuer}", keys_file: keys.json }], lockout: { failures: 0 } }
roles: { reader: {} }
servers: { files: { upstream: files, resource: "${resource}", tools: { read_text_file: { roles: [reader] } } } }
`;
const read = callTool('read_text_file', { path: '/srv/data/a' });

interface Parties { readonly port: number; readonly ca: Buffer; readonly ada: Pem; readonly eve: Pem; readonly stranger: Pem }
let parties: Parties | undefined;

const recorder = useRunning(startRecorder);
const gateway = useGateway(async () => {
  const folder = await mkdtemp(join(inject('runFolder'), 'tls-'));
  const authority = await makeAuthority(folder, 'agents');
  const one = (name: string, by = authority): Promise<Pem> => issue(by, { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) }, `/CN=${name}`);
  await one('server');
  const port = await findFreePort();
  parties = { port, ca: await readFile(authority.cert), ada: await one('ada'), eve: await one('eve'), stranger: await one('stranger', await makeAuthority(folder, 'others')) };
  return startGateway({
    policy, keys: JSON.stringify({ keys: [signer.jwk] }), upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }],
    extraServer: `listen 127.0.0.1:${port} ssl; ssl_certificate ${folder}/server.pem; ssl_certificate_key ${folder}/server.key; ssl_client_certificate ${authority.cert}; ssl_verify_client optional_no_ca;`,
  });
});

/** The thumbprint as Node's own parser of certificates has the bytes. */
function thumbprintOf({ cert }: Pem): string {
  return createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url');
}

function tokenFor(pem: Pem): string {
  const now = Math.floor(Date.now() / 1000);
  return signer.token({ iss: issuer, aud: resource, sub: 'ada', iat: now, exp: now + 600, roles: ['reader'], cnf: { 'x5t#S256': thumbprintOf(pem) } });
}

async function call(token: string, pem: Pem | undefined, more: Readonly<Record<string, string>> = {}) {
  const { port, ca } = known();
  const id = await new Promise<string>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', agent: false, servername: 'mcp.example.com', ca, ...(pem && { cert: pem.cert, key: pem.key }), headers: { host: 'mcp.example.com', authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...more } }, (reply) => {
      reply.resume().on('end', () => { resolve(String(reply.headers['x-request-id'])); });
    });
    sent.on('error', reject);
    sent.end(read);
  });
  return gateway().decision(id);
}

function known(): Parties {
  if (parties === undefined) throw new Error('not started');
  return parties;
}

it('a token that is bound to a client certificate is good with that certificate, again and again', async () => {
  const token = tokenFor(known().ada);
  for (let time = 0; time < 3; time++) expect(await call(token, known().ada)).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ada' });
});

it.each<[string, () => Pem | undefined, Readonly<Record<string, string>>]>([
  ['with another', () => known().eve, {}],
  ['without any', () => undefined, {}],
  ['with the certificate in a header', () => undefined, { 'ssl-client-cert': 'x', 'x-ssl-client-cert': 'x', 'client-cert': 'x' }],
])('it is refused %s, also once it is remembered', async (_, pem, more) => {
  const token = tokenFor(known().ada);
  expect(await call(token, pem(), more)).toMatchObject({ decision: 'deny', rule: 'jwt.certificate', status: 401 });
  expect(await call(token, known().ada)).toMatchObject({ decision: 'allow' });
  expect(await call(token, pem(), more)).toMatchObject({ decision: 'deny', rule: 'jwt.certificate', status: 401 });
});

it('a certificate that nginx did not verify is none', async () => {
  expect(await call(tokenFor(known().stranger), known().stranger)).toMatchObject({ decision: 'deny', rule: 'jwt.certificate' });
});
