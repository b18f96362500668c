import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { makeKey } from '../src/cli/key/make-key.ts';
import { renderKeyFile } from '../src/compiler/keys/key-file.ts';

/** A way to know the caller, as the bench measures it. */
export interface CallerCase {
  readonly name: string;
  /** `identity` of the policy. */
  readonly identity: string;
  /** Files beside the policy, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** The header that shows who calls. */
  readonly header: string;
}

const issuer = 'https://issuer.example';
const audience = 'https://mcp.example/mcp';

/** The ways measured; the first is what the others are compared with. */
export function buildCallers(): readonly CallerCase[] {
  const { key, stored } = makeKey('bench', 'operator', Date.now(), undefined);
  const { token, keys } = makeToken();
  const ofToken = { files: { 'keys.json': keys }, header: `Authorization: Bearer ${token}` };
  const issuerWith = (more: string): string => `{ jwt: [{ issuer: "${issuer}", audiences: ["${audience}"], keys_file: keys.json, ${more} }] }`;
  return [
    { name: 'role header', identity: '{ role_header: X-Agent-Role, trusted_hops: [127.0.0.0/8] }', files: {}, header: 'X-Agent-Role: operator' },
    { name: 'API key', identity: '{ api_keys: {} }', files: { 'portcullis.keys.json': renderKeyFile({ version: 1, keys: [stored] }) }, header: `Authorization: Bearer ${key}` },
    { name: 'ES256 token, remembered', identity: issuerWith('remember: 10m'), ...ofToken },
    { name: 'ES256 token, verified anew', identity: issuerWith('remember: off'), ...ofToken },
  ];
}

/** A token that is good for a day, and the set of keys it is verified by. */
function makeToken(): { readonly token: string; readonly keys: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: audience, sub: 'bench', iat: now, exp: now + 86_400, jti: randomUUID(), roles: ['operator'], scope: 'files:read files:write' };
  const signed = `${encode({ alg: 'ES256', kid: 'bench', typ: 'at+jwt' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return { token: `${signed}.${signature}`, keys: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES256', use: 'sig' }] }) };
}
