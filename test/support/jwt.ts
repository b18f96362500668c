import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Algorithm } from '../../src/core/identity/jwt/algorithms.ts';

/** One who signs tokens, as an issuer does: by Node's crypto, which shares no code with what verifies. */
export interface Signer {
  readonly alg: Algorithm;
  /** The public key as it stands in a key set. */
  readonly jwk: Record<string, unknown>;
  readonly privateKey: KeyObject;
  /** The signature over any text. */
  readonly sign: (text: string) => Buffer;
  /** A token; the header has `alg`, `kid` and `typ` unless it says otherwise. */
  readonly token: (claims: object, header?: object) => string;
}

const hashes = { 256: 'sha256', 384: 'sha384', 512: 'sha512' } as const;

/** Base64url of a text, or of a value's JSON. */
export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** Makes a signer with a key of its own. */
export function makeSigner(alg: Algorithm, kid = `key-${alg}`, modulusLength = 2048, publicExponent = 65537): Signer {
  const { publicKey, privateKey } = makeKeys(alg, modulusLength, publicExponent);
  const bySign = (text: string): Buffer => signText(alg, privateKey, text);
  return {
    alg,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' },
    privateKey,
    sign: bySign,
    token: (claims, header = {}) => {
      const signed = `${encode({ alg, kid, typ: 'at+jwt', ...header })}.${encode(claims)}`;
      return `${signed}.${bySign(signed).toString('base64url')}`;
    },
  };
}

function makeKeys(alg: Algorithm, modulusLength: number, publicExponent: number): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (alg.startsWith('Ed')) return generateKeyPairSync('ed25519');
  if (alg.startsWith('ES')) return generateKeyPairSync('ec', { namedCurve: alg === 'ES256' ? 'P-256' : 'P-384' });
  return generateKeyPairSync('rsa', { modulusLength, publicExponent });
}

function signText(alg: Algorithm, key: KeyObject, text: string): Buffer {
  const hash = alg.startsWith('Ed') ? null : hashes[alg.slice(2) as unknown as keyof typeof hashes];
  const data = Buffer.from(text);
  if (alg.startsWith('PS')) return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  return sign(hash, data, { key, dsaEncoding: 'ieee-p1363' });
}
