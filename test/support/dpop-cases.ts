import type { DpopRule } from '../../src/core/identity/dpop/rules.ts';
import { algorithms, type Algorithm } from '../../src/core/identity/jwt/algorithms.ts';
import { makeProver, sha256 } from './dpop.ts';
import { encode, makeSigner } from './jwt.ts';

/** A proof and what is made of it. Plain data: the same cases run in Node and in nginx's engine. */
export interface DpopCase {
  readonly name: string;
  readonly header: string;
  readonly jkt: string;
  readonly expected: 'holds' | DpopRule;
}

/** What the proofs of all cases are for. */
export const dpopTime = 1_790_000_000;
export const dpopToken = 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA';
export const dpopTarget = 'https://mcp.example/files/mcp';

const request = { method: 'POST', url: dpopTarget, token: dpopToken, time: dpopTime };

/** What clients send, and what attackers make of it. */
export function dpopCases(): DpopCase[] {
  const prover = makeProver();
  const other = makeProver();
  const { jkt, jwk } = prover;
  const valid = prover.prove(request);
  const [head = '', body = '', tail = ''] = valid.split('.');
  const of = (name: string, expected: DpopCase['expected'], claims: object, header: object = {}): DpopCase => ({ name, header: prover.prove(request, claims, header), jkt, expected });
  const text = (name: string, header: string, expected: DpopCase['expected'] = 'dpop.form'): DpopCase => ({ name, header, jkt, expected });
  const weak = makeProver('RS256', 1024);
  const three = makeProver('RS256', 2048, 3);
  const nowhere = { crv: 'P-256', kty: 'EC', x: 'A'.repeat(43), y: 'A'.repeat(43) };
  return [
    ...(Object.keys(algorithms) as Algorithm[]).map((alg): DpopCase => {
      const one = makeProver(alg);
      return { name: alg, header: one.prove(request), jkt: one.jkt, expected: 'holds' };
    }),
    // Form: 1, 2, 4.
    text('nothing', ''),
    text('two in one header', `${valid}, ${prover.prove(request)}`),
    text('two in one header without a blank', `${valid},${valid}`),
    text('a blank before it', ` ${valid}`),
    text('a part more', `${valid}.AA`),
    text('no signature', `${head}.${body}.`),
    text('padding', `${valid}=`),
    text('100 KB', 'A'.repeat(100_000)),
    text('5 KB', prover.prove(request, { more: 'x'.repeat(4000) })),
    text('a token in its place', dpopToken),
    text('an access token with its key', makeSigner('ES256').token({ iss: 'i' }, { jwk })),
    of('no typ', 'dpop.form', {}, { typ: undefined }),
    of('typ of an access token', 'dpop.form', {}, { typ: 'at+jwt' }),
    of('typ in capitals, as media types may be', 'holds', {}, { typ: 'application/DPoP+JWT' }),
    of('an extension', 'dpop.form', {}, { crit: ['exp'] }),
    of('a key to be fetched', 'dpop.form', {}, { jku: 'https://attacker.example/keys' }),
    // The key: 5, 7.
    of('no key', 'dpop.key', {}, { jwk: undefined }),
    of('a key that is none', 'dpop.key', {}, { jwk: 'x' }),
    of('a private key', 'dpop.key', {}, { jwk: prover.signer.privateKey.export({ format: 'jwk' }) }),
    of('a symmetric key', 'dpop.key', {}, { jwk: { kty: 'oct', k: 'AAAA' } }),
    of('an HMAC', 'dpop.form', {}, { alg: 'HS256' }),
    of('no algorithm', 'dpop.form', {}, { alg: 'none' }),
    of('an algorithm of other keys', 'dpop.key', {}, { alg: 'ES384' }),
    of('a point that is not on its curve', 'dpop.binding', {}, { jwk: { ...jwk, y: jwk['x'] } }),
    { name: 'a point that is not on its curve, bound', header: prover.prove(request, {}, { jwk: nowhere }), jkt: sha256(JSON.stringify(nowhere)), expected: 'dpop.key' },
    { name: 'RSA of 1024 bits', header: weak.prove(request), jkt: weak.jkt, expected: 'dpop.key' },
    { name: 'RSA with exponent 3', header: three.prove(request), jkt: three.jkt, expected: 'dpop.key' },
    // Binding: 12, and signature: 6.
    { name: 'another key than the token has', header: other.prove(request), jkt, expected: 'dpop.binding' },
    of('another key, signed by the right one', 'dpop.binding', {}, { jwk: other.jwk }),
    text('the right key, signed by another', other.prove(request, {}, { jwk }), 'dpop.signature'),
    text('claims of another proof', `${head}.${encode({ jti: 'x', htm: 'POST', htu: dpopTarget, iat: dpopTime })}.${tail}`, 'dpop.signature'),
    text('a signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`, 'dpop.signature'),
    text('a signature that is too short', `${head}.${body}.AAAA`, 'dpop.signature'),
    // Claims: 3.
    ...['jti', 'htm', 'htu', 'iat', 'ath'].flatMap((name) => [
      of(`no ${name}`, 'dpop.claims', { [name]: undefined }),
      of(`${name} of another type`, 'dpop.claims', { [name]: [name] }),
      of(`${name} null`, 'dpop.claims', { [name]: null }),
    ]),
    of('an id that cannot be kept', 'dpop.claims', { jti: 'x'.repeat(257) }),
    of('an empty id', 'dpop.claims', { jti: '' }),
    of('a nonce of another type', 'dpop.claims', { nonce: 7 }),
    of('a nonce nobody asked for', 'holds', { nonce: 'x' }),
    of('members nobody knows', 'holds', { more: [1] }),
    // The request: 8, 9.
    of('another method', 'dpop.request', { htm: 'GET' }),
    of('the method in small letters', 'dpop.request', { htm: 'post' }),
    of('another path', 'dpop.request', { htu: 'https://mcp.example/other/mcp' }),
    of('a path that only begins so', 'dpop.request', { htu: `${dpopTarget}/more` }),
    of('a slash at the end', 'dpop.request', { htu: `${dpopTarget}/` }),
    of('the path in capitals', 'dpop.request', { htu: 'https://mcp.example/FILES/mcp' }),
    of('another host', 'dpop.request', { htu: 'https://mcp.example.attacker.example/files/mcp' }),
    of('another scheme', 'dpop.request', { htu: 'http://mcp.example/files/mcp' }),
    of('another port', 'dpop.request', { htu: 'https://mcp.example:8443/files/mcp' }),
    of('user information', 'dpop.request', { htu: 'https://mcp.example@attacker.example/files/mcp' }),
    of('a path alone', 'dpop.request', { htu: '/files/mcp' }),
    of('no URL', 'dpop.request', { htu: `https://mcp.example/${'x'.repeat(2048)}` }),
    of('an escaped slash', 'dpop.request', { htu: 'https://mcp.example/files%2Fmcp' }),
    of('a query and a fragment', 'holds', { htu: `${dpopTarget}?sessionId=1#x` }),
    of('the usual port, host in capitals, escapes that need not be', 'holds', { htu: 'HTTPS://MCP.Example:443/%66iles/./x/../mcp' }),
    // Time: 11.
    of('as old as may be', 'holds', { iat: dpopTime - 60 }),
    of('older', 'dpop.time', { iat: dpopTime - 61 }),
    of('as early as may be', 'holds', { iat: dpopTime + 60 }),
    of('earlier', 'dpop.time', { iat: dpopTime + 61 }),
    of('in milliseconds', 'dpop.time', { iat: dpopTime * 1000 }),
    of('of no time', 'dpop.time', { iat: 0 }),
    // The token: 12.
    of('for another token', 'dpop.token', { ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' }),
    of('the hash in another encoding', 'dpop.token', { ath: '' }),
  ];
}
