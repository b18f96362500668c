import type { Algorithm } from '../../core/identity/jwt/algorithms.ts';
import type { KeyFault, VerificationKey } from '../../core/identity/jwt/jwk.ts';
import { readKeySet } from '../../core/identity/jwt/jwks.ts';
import type { Report } from '../problem.ts';
import { readYaml } from '../read-yaml.ts';
import { decodeBase64Url } from './base64url.ts';

/** Keys of a file that are for something else, which sets have beside others; the rest should not be there. */
const harmless: ReadonlySet<KeyFault> = new Set(['use', 'type', 'algorithm']);

const faults: Readonly<Record<KeyFault, string>> = {
  form: 'is no JWK',
  kid: 'has a `kid` that cannot be logged',
  type: 'has a type or curve that no algorithm here uses',
  use: 'is not for signatures',
  algorithm: 'is for none of the algorithms',
  private: 'is private or symmetric: whoever reads the file can make tokens',
  size: 'has less than 2048 bits, or more than 8192',
  exponent: 'has an exponent that is even, small or large',
  duplicate: 'has the `kid` of another one',
};

/** Reads a JWK Set in a file: the keys that may verify; `undefined`, with findings, when there is none or one is dangerous. */
export function readPinnedKeys(text: string, allowed: readonly Algorithm[] | undefined, report: Report): readonly VerificationKey[] | undefined {
  // JSON is YAML, whose reader knows of keys that come twice.
  const { value, faults: [broken] } = readYaml(text);
  const set = broken === undefined && text.trimStart().startsWith('{') ? readKeySet(value, { bytes: decodeBase64Url }, allowed) : 'json';
  if (typeof set === 'string') {
    report({ severity: 'error', path: [], message: 'the file is not a JWK Set', hint: 'save what the issuer has at its `jwks_uri`: {"keys": [...]}' });
    return undefined;
  }
  const { keys, left } = set;
  for (const { at, fault } of left) {
    const severity = harmless.has(fault) ? 'warning' : 'error';
    report({ severity, path: ['keys', at], message: `this key ${faults[fault]}`, hint: fault === 'private' ? 'keep its public members alone, and make a new key: this one is known now' : 'leave it out' });
  }
  if (keys.length > 0 && keys.every(({ jwk }) => jwk.kty === 'OKP')) {
    report({ severity: 'warning', path: ['keys'], message: "all keys are of Ed25519, which nginx's module of njs 1.0.2 does not have: no token counts", hint: 'have the issuer sign with ES256, or try yours: docs/jwt.md#the-engine' });
  }
  if (keys.length === 0) report({ severity: 'error', path: ['keys'], message: 'no key here can verify tokens', hint: 'docs/jwt.md#keys' });
  return keys.length === 0 ? undefined : keys;
}
