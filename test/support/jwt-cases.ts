import { constants, createHash, createHmac, privateEncrypt, sign } from 'node:crypto';
import type { Algorithm } from '../../src/core/identity/jwt/algorithms.ts';
import { algorithms } from '../../src/core/identity/jwt/algorithms.ts';
import type { JwtRule } from '../../src/core/identity/jwt/rules.ts';
import { encode, makeSigner, type Signer } from './jwt.ts';

/** A token, the key set of its issuer, and what is made of it. Plain data: the same cases run in Node and in nginx's engine. */
export interface TokenCase {
  readonly name: string;
  readonly token: string;
  readonly keys: readonly object[];
  readonly expected: 'proven' | JwtRule;
}

/** The time of all cases, in seconds. */
export const caseTime = 1_790_000_000;
export const caseIssuer = 'https://issuer.example';
export const caseAudience = 'https://mcp.example/mcp';
export const claims = { iss: caseIssuer, aud: caseAudience, sub: 'ada', iat: caseTime - 10, exp: caseTime + 600, scope: 'files:read files:write', roles: ['staff'] };

const signers = Object.fromEntries((Object.keys(algorithms) as Algorithm[]).map((alg) => [alg, makeSigner(alg)])) as Record<Algorithm, Signer>;

/** The valid token of an algorithm, and its key. */
export function validCase(alg: Algorithm): TokenCase {
  return { name: alg, token: signers[alg].token(claims), keys: [signers[alg].jwk], expected: 'proven' };
}

/** What issuers send, and what attackers make of it. */
export function tokenCases(): TokenCase[] {
  return [...Object.values(signers).flatMap(casesOf), ...confusions(), ...embeddings(), ...rsaForgeries(), ...ecdsaForgeries(), ...edForgeries(), ...claimCases(), ...texts()];
}

function casesOf(signer: Signer): TokenCase[] {
  const { alg, jwk } = signer;
  const token = signer.token(claims);
  const [header = '', body = '', signature = ''] = token.split('.');
  const of = (name: string, text: string, expected: TokenCase['expected'], keys: readonly object[] = [jwk]): TokenCase => ({ name: `${alg}: ${name}`, token: text, keys, expected });
  const other = makeSigner(alg);
  const bare = { ...jwk, alg: undefined, use: undefined, kid: undefined };
  const changed = encode({ ...claims, sub: 'eve' });
  return [
    of('valid', token, 'proven'),
    of('valid, with a key among others', token, 'proven', [signers.RS256.jwk, signers.EdDSA.jwk, signers.ES384.jwk, jwk].filter((key, at, all) => all.findIndex((one) => one['kid'] === key['kid']) === at)),
    of('valid, without key id', signer.token(claims, { kid: undefined }), 'proven'),
    of('a key that says nothing of its use', token, alg.startsWith('RS') || alg.startsWith('PS') ? (alg === 'RS256' ? 'proven' : 'jwt.key') : 'proven', [bare]),
    of('signed by another key', other.token(claims), 'jwt.signature'),
    of('other claims', `${header}.${changed}.${signature}`, 'jwt.signature'),
    of('another header', `${encode({ alg, kid: jwk['kid'], typ: 'JWT' })}.${body}.${signature}`, 'jwt.signature'),
    of('another key id', signer.token(claims, { kid: 'unknown' }), 'jwt.key'),
    of('no signature', `${header}.${body}.`, 'jwt.form'),
    of('neither signature nor separator', `${header}.${body}`, 'jwt.form'),
    of('a separator more', `${token}.`, 'jwt.form'),
    of('a part more', `${token}.${signature}`, 'jwt.form'),
    of('no payload', `${header}..${signature}`, 'jwt.form'),
    of('no header', `.${body}.${signature}`, 'jwt.form'),
    of('a signature of one byte', `${header}.${body}.AA`, 'jwt.signature'),
    of('a signature without its last byte', `${header}.${body}.${Buffer.from(signature, 'base64url').subarray(0, -1).toString('base64url')}`, 'jwt.signature'),
    of('a signature with a byte more', `${header}.${body}.${Buffer.concat([Buffer.from(signature, 'base64url'), Buffer.alloc(1)]).toString('base64url')}`, 'jwt.signature'),
    of('a signature with a zero in front', `${header}.${body}.${Buffer.concat([Buffer.alloc(1), Buffer.from(signature, 'base64url')]).toString('base64url')}`, 'jwt.signature'),
    of('a signature of zeros', `${header}.${body}.${Buffer.alloc(Buffer.from(signature, 'base64url').length).toString('base64url')}`, 'jwt.signature'),
    of('padding', `${header}.${body}.${signature}=`, 'jwt.form'),
    of('a line break', `${header}.${body}.${signature}\n`, 'jwt.form'),
    of('JSON serialization', JSON.stringify({ payload: body, protected: header, signature }), 'jwt.form'),
    of('signed, expired', signer.token({ ...claims, exp: caseTime - 60 }), 'jwt.expired'),
    of('forged and expired', other.token({ ...claims, exp: caseTime - 60 }), 'jwt.signature'),
  ];
}

/** Keys and algorithms taken for others. */
function confusions(): TokenCase[] {
  const { RS256, PS256, ES256, ES384, EdDSA } = signers;
  const kid = RS256.jwk['kid'];
  const none = (alg: string): string => `${encode({ alg, kid })}.${encode(claims)}.`;
  const hmac = (alg: string, secret: string | Buffer): string => {
    const signed = `${encode({ alg, kid })}.${encode(claims)}`;
    return `${signed}.${createHmac(`sha${alg.slice(2)}`, secret).update(signed).digest('base64url')}`;
  };
  const pem = RS256.privateKey.export({ format: 'pem', type: 'pkcs8' });
  const n = Buffer.from(String(RS256.jwk['n']), 'base64url');
  const keys = [RS256.jwk];
  const unpinned = [{ ...RS256.jwk, alg: undefined }];
  return [
    ...['none', 'None', 'NONE', 'nOnE', '', 'RS1', 'rs256', 'HS256', 'ES256K', 'ES512', 'Ed448', 'A128KW', 'toString', '__proto__'].map((alg): TokenCase => ({ name: `alg ${alg}`, token: none(alg), keys, expected: 'jwt.alg' })),
    { name: 'no alg', token: `${encode({ kid })}.${encode(claims)}.AA`, keys, expected: 'jwt.alg' },
    { name: 'alg of another type', token: `${encode({ alg: ['RS256'], kid })}.${encode(claims)}.AA`, keys, expected: 'jwt.alg' },
    ...['HS256', 'HS384', 'HS512'].flatMap((alg): TokenCase[] => [
      { name: `${alg} with the modulus for a secret`, token: hmac(alg, n), keys, expected: 'jwt.alg' },
      { name: `${alg} with the PEM for a secret`, token: hmac(alg, pem), keys: unpinned, expected: 'jwt.alg' },
      { name: `${alg} with the JWK for a secret`, token: hmac(alg, JSON.stringify(RS256.jwk)), keys, expected: 'jwt.alg' },
    ]),
    { name: 'PS256 by a key for RS256', token: PS256.token(claims, { kid }), keys, expected: 'jwt.alg' },
    { name: 'RS512 by the private key of one for RS256', token: resign(RS256, 'RS512', 'sha512'), keys, expected: 'jwt.alg' },
    { name: 'RS512 by the private key of one without alg', token: resign(RS256, 'RS512', 'sha512'), keys: unpinned, expected: 'jwt.alg' },
    { name: 'ES256 by an RSA key', token: ES256.token(claims, { kid }), keys, expected: 'jwt.alg' },
    { name: 'ES256 by a key of P-384', token: ES256.token(claims, { kid: ES384.jwk['kid'] }), keys: [ES384.jwk], expected: 'jwt.alg' },
    { name: 'EdDSA by an EC key', token: EdDSA.token(claims, { kid: ES256.jwk['kid'] }), keys: [ES256.jwk], expected: 'jwt.alg' },
    { name: 'EdDSA by a key for Ed25519, which is its other name', token: EdDSA.token(claims), keys: [{ ...EdDSA.jwk, alg: 'Ed25519' }], expected: 'proven' },
    { name: 'no key id, and two keys fit', token: RS256.token(claims, { kid: undefined }), keys: [RS256.jwk, { ...makeSigner('RS256').jwk, kid: 'other' }], expected: 'jwt.kid' },
    { name: 'two keys with the key id', token: RS256.token(claims), keys: [RS256.jwk, makeSigner('RS256').jwk, ES256.jwk], expected: 'jwt.key' },
    { name: 'a key id of another type', token: RS256.token(claims, { kid: 7 }), keys, expected: 'jwt.kid' },
    { name: 'a key id that leads elsewhere', token: RS256.token(claims, { kid: '../../../../dev/null' }), keys, expected: 'jwt.key' },
    { name: 'a key id with a line break', token: RS256.token(claims, { kid: 'a\nb' }), keys, expected: 'jwt.kid' },
    { name: 'a key id too long', token: RS256.token(claims, { kid: 'k'.repeat(257) }), keys, expected: 'jwt.kid' },
    { name: 'a key id that is a property of objects', token: RS256.token(claims, { kid: 'constructor' }), keys, expected: 'jwt.key' },
  ];
}

function resign(signer: Signer, alg: string, hash: string): string {
  const signed = `${encode({ alg, kid: signer.jwk['kid'] })}.${encode(claims)}`;
  return `${signed}.${sign(hash, Buffer.from(signed), signer.privateKey).toString('base64url')}`;
}

/** Headers that bring or name the key to verify with, or ask for what nobody here understands. */
function embeddings(): TokenCase[] {
  const { ES256 } = signers;
  const attacker = makeSigner('ES256');
  const header = { jwk: attacker.jwk, jku: 'https://attacker.example/keys', x5u: 'https://attacker.example/cert', x5c: ['MIIB'] };
  const asked = { crit: ['exp'], b64: false };
  return [
    ...Object.entries(header).flatMap(([name, value]): TokenCase[] => [
      { name: `${name}, signed by it`, token: attacker.token(claims, { [name]: value }), keys: [ES256.jwk], expected: 'jwt.embedded' },
      { name: `${name}, signed by the issuer`, token: ES256.token(claims, { [name]: value }), keys: [ES256.jwk], expected: 'jwt.embedded' },
    ]),
    ...Object.entries(asked).map(([name, value]): TokenCase => ({ name, token: ES256.token(claims, { [name]: value }), keys: [ES256.jwk], expected: 'jwt.crit' })),
    { name: 'a thumbprint, as some issuers send', token: ES256.token(claims, { x5t: 'nbCwW11w3XkB-xUaXwKRSLjMHGQ' }), keys: [ES256.jwk], expected: 'proven' },
    ...['dpop+jwt', 'logout+jwt', 'secevent+jwt', 'id_token', 'application/x/at+jwt', 7, null].map((typ): TokenCase => ({ name: `typ ${typ}`, token: ES256.token(claims, { typ }), keys: [ES256.jwk], expected: 'jwt.typ' })),
    ...['JWT', 'jwt', 'AT+JWT', 'application/at+jwt', undefined].map((typ): TokenCase => ({ name: `typ ${typ}`, token: ES256.token(claims, { typ }), keys: [ES256.jwk], expected: 'proven' })),
  ];
}

/** The DigestInfo of SHA-256 before its hash (RFC 8017, section 9.2). */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** PKCS #1 v1.5 with a padding that lenient verifiers took for good, and PSS with other salts. */
function rsaForgeries(): TokenCase[] {
  const { RS256, PS256 } = signers;
  const bytes = 256;
  const forge = (name: string, block: (hash: Buffer) => Buffer): TokenCase => {
    const signed = `${encode({ alg: 'RS256', kid: RS256.jwk['kid'] })}.${encode(claims)}`;
    const padded = block(createHash('sha256').update(signed).digest());
    const signature = privateEncrypt({ key: RS256.privateKey, padding: constants.RSA_NO_PADDING }, padded);
    return { name: `RS256: ${name}`, token: `${signed}.${signature.toString('base64url')}`, keys: [RS256.jwk], expected: name === 'the padding as it shall be' ? 'proven' : 'jwt.signature' };
  };
  const pad = (info: Buffer, fill = 0xff, type = 1, length = bytes): Buffer => Buffer.concat([Buffer.from([0, type]), Buffer.alloc(length - 3 - info.length, fill), Buffer.from([0]), info]);
  const salted = (saltLength: number): TokenCase => {
    const signed = `${encode({ alg: 'PS256', kid: PS256.jwk['kid'] })}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), { key: PS256.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    return { name: `PS256: a salt of ${saltLength}`, token: `${signed}.${signature.toString('base64url')}`, keys: [PS256.jwk], expected: saltLength === 32 ? 'proven' : 'jwt.signature' };
  };
  const weak = makeSigner('RS256', 'weak', 1024);
  const three = makeSigner('RS256', 'three', 2048, 3);
  const signed = RS256.token(claims).split('.');
  const exponentOne = { ...RS256.jwk, e: 'AQ' };
  const raw = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(202, 0xff), Buffer.from([0]), digestInfo, createHash('sha256').update(`${signed[0]}.${signed[1]}`).digest()]);
  return [
    forge('the padding as it shall be', (hash) => pad(Buffer.concat([digestInfo, hash]))),
    forge('no DigestInfo', (hash) => pad(hash)),
    forge('a type of encryption', (hash) => pad(Buffer.concat([digestInfo, hash]), 0xff, 2)),
    forge('a padding of zeros', (hash) => pad(Buffer.concat([digestInfo, hash]), 0)),
    forge('bytes after the hash (Bleichenbacher 2006)', (hash) => Buffer.concat([pad(Buffer.concat([digestInfo, hash]), 0xff, 1, bytes - 64), Buffer.alloc(64, 7)])),
    forge('no NULL in the DigestInfo', (hash) => pad(Buffer.concat([Buffer.from('302f300b0609608648016503040201', 'hex'), Buffer.from('0420', 'hex'), hash]))),
    forge('the DigestInfo of SHA-1', (hash) => pad(Buffer.concat([Buffer.from('3021300906052b0e03021a05000414', 'hex'), hash.subarray(0, 20)]))),
    ...[0, 20, 31, 32, 33, 64, 222].map(salted),
    { name: 'RSA of 1024 bits', token: weak.token(claims), keys: [weak.jwk], expected: 'jwt.keys' },
    { name: 'RSA with exponent 3', token: three.token(claims), keys: [three.jwk], expected: 'jwt.keys' },
    { name: 'RSA with exponent 1, and the padded text for a signature', token: `${signed[0]}.${signed[1]}.${raw.toString('base64url')}`, keys: [exponentOne], expected: 'jwt.keys' },
  ];
}

/** Signatures that verifiers took for good which do not look at their two numbers (RFC 7515, appendix A.3; CVE-2022-21449). */
function ecdsaForgeries(): TokenCase[] {
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
  const numbers = ['00'.repeat(32), `${'00'.repeat(31)}01`, order, `${order.slice(0, -2)}50`, `${order.slice(0, -2)}52`, 'ff'.repeat(32)];
  const { ES256 } = signers;
  const [header = '', body = '', signature = ''] = ES256.token(claims).split('.');
  const signed = `${header}.${body}`;
  const of = (name: string, bytes: Buffer): TokenCase => ({ name: `ES256: ${name}`, token: `${signed}.${bytes.toString('base64url')}`, keys: [ES256.jwk], expected: 'jwt.signature' });
  const good = Buffer.from(signature, 'base64url');
  const plus = (half: Buffer): Buffer => Buffer.from((BigInt(`0x${half.toString('hex')}`) + BigInt(`0x${order}`)).toString(16).padStart(64, '0').slice(-64), 'hex');
  return [
    ...numbers.flatMap((r) => numbers.map((s) => of(`r ${r.slice(-4)}, s ${s.slice(-4)}`, Buffer.from(r + s, 'hex')))),
    of('DER instead of two numbers', sign('sha256', Buffer.from(signed), ES256.privateKey)),
    of('r and s the other way', Buffer.concat([good.subarray(32), good.subarray(0, 32)])),
    of('r and the order', Buffer.concat([plus(good.subarray(0, 32)), good.subarray(32)])),
    { name: 'ES256: a point that is not on the curve', token: ES256.token(claims), keys: [{ ...ES256.jwk, y: ES256.jwk['x'] }], expected: 'jwt.key' },
    { name: 'ES256: the point of zeros', token: ES256.token(claims), keys: [{ ...ES256.jwk, x: 'A'.repeat(43), y: 'A'.repeat(43) }], expected: 'jwt.key' },
  ];
}

/** S beyond the group's order (RFC 8032, section 5.1.7). */
function edForgeries(): TokenCase[] {
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  const { EdDSA } = signers;
  const [header = '', body = '', signature = ''] = EdDSA.token(claims).split('.');
  const good = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${Buffer.from(good.subarray(32)).reverse().toString('hex')}`) + order;
  const malleable = Buffer.concat([good.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse()]);
  return [{ name: 'EdDSA: S and the order', token: `${header}.${body}.${malleable.toString('base64url')}`, keys: [EdDSA.jwk], expected: 'jwt.signature' }];
}

/** Well signed, and no proof for us at this time. */
function claimCases(): TokenCase[] {
  const { ES256 } = signers;
  const cases: readonly (readonly [name: string, changes: object, expected: TokenCase['expected']])[] = [
    ['an audience among others', { aud: ['other', caseAudience] }, 'proven'], ['a clock that is ahead', { exp: caseTime - 59 }, 'proven'], ['one that is behind', { nbf: caseTime + 60, iat: caseTime + 60 }, 'proven'],
    ['a scope beyond ASCII', { scope: 'd\u00e9j\u00e0' }, 'proven'], ['another issuer', { iss: `${caseIssuer}/` }, 'jwt.issuer'], ['no issuer', { iss: undefined }, 'jwt.issuer'],
    ['another audience', { aud: 'https://other.example' }, 'jwt.audience'], ['no audience', { aud: undefined }, 'jwt.audience'], ['an audience of another type', { aud: [7] }, 'jwt.claims'],
    ['no expiry', { exp: undefined }, 'jwt.expired'], ['an expiry in a text', { exp: String(caseTime + 600) }, 'jwt.claims'], ['not yet', { nbf: caseTime + 61 }, 'jwt.early'], ['from the future', { iat: caseTime + 61 }, 'jwt.early'],
    ['no subject', { sub: undefined }, 'jwt.subject'], ['a subject with a line break', { sub: 'ada\nrole=admin' }, 'jwt.subject'], ['a subject in another direction', { sub: 'ada\u202e' }, 'jwt.subject'],
    ['a key that it is bound to', { cnf: { jkt: 'A'.repeat(43) } }, 'proven'], ['a binding that nobody here can check', { cnf: { jwk: {} } }, 'jwt.claims'],
    ['a scope of another type', { scope: 7 }, 'jwt.claims'], ['a size beyond the limit', { more: 'x'.repeat(8192) }, 'jwt.size'],
  ];
  return cases.map(([name, changes, expected]) => ({ name, token: ES256.token({ ...claims, ...changes }), keys: [ES256.jwk], expected }));
}

/** Well signed, and read otherwise by one parser than by another. */
function texts(): TokenCase[] {
  const { ES256 } = signers;
  const tokenOf = (header: string | Buffer, body: string | Buffer): string => {
    const signed = `${Buffer.from(header).toString('base64url')}.${Buffer.from(body).toString('base64url')}`;
    return `${signed}.${ES256.sign(signed).toString('base64url')}`;
  };
  const header = JSON.stringify({ alg: 'ES256', kid: ES256.jwk['kid'] });
  const body = JSON.stringify(claims);
  const spoiled: readonly (readonly [name: string, change: (text: string) => string | Buffer])[] = [
    ['a member twice', (text) => text.replace('{', text === header ? '{"alg":"none",' : '{"sub":"eve",')], ['a member twice, once in escapes', (text) => text.replace('{', text === header ? '{"\\u0061lg":"none",' : '{"\\u0073ub":"eve",')],
    ['__proto__', (text) => text.replace('{', '{"__proto__":{"a":1},')], ['a byte order mark', (text) => `\ufeff${text}`], ['a second document', (text) => `${text}{}`], ['an array around it', (text) => `[${text}]`],
    ['a byte that is no UTF-8', (text) => Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff]), Buffer.from(`",${text.slice(1)}`)])], ['half a surrogate', (text) => text.replace('{', '{"x":"\\ud800",')], ['NUL', (text) => text.replace('{', '{"x":"\\u0000",')],
    ['an integer beyond 2^53', (text) => text.replace('{', '{"x":9007199254740993,')], ['depth', (text) => text.replace('{', `{"x":${'['.repeat(20)}${']'.repeat(20)},`)],
  ];
  return spoiled.flatMap(([name, change]): TokenCase[] => [
    { name: `header with ${name}`, token: tokenOf(change(header), body), keys: [ES256.jwk], expected: 'jwt.json' },
    { name: `claims with ${name}`, token: tokenOf(header, change(body)), keys: [ES256.jwk], expected: 'jwt.json' },
  ]);
}
