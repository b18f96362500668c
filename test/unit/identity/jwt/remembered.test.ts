import { describe, expect, it } from 'vitest';
import type { Proof } from '../../../../src/core/identity/jwt/grant.ts';
import { readProof, rememberFor, writeProof } from '../../../../src/core/identity/jwt/remembered.ts';

const proof: Proof = { subject: 'ada', role: 'reader', scopes: ['files:read'], issuer: 'https://i.example', expires: 1000 };

describe('a proof', () => {
  it.each([['as long as it is allowed', 500, 300_000], ['no longer than its token holds', 900, 100_000], ['for part of a second', 999.5, 500], ['not at all once it has expired', 1000, 0], ['nor when it is let in by the skew only', 1030, 0]])('is remembered %s', (_, now, milliseconds) => {
    expect(rememberFor(proof, now, 300_000)).toBe(milliseconds);
  });

  it('comes back as it was, with a role or without, until it expires', () => {
    expect(readProof(writeProof(proof), 999)).toEqual(proof);
    expect(readProof(writeProof({ ...proof, role: undefined }), 999)?.role).toBeUndefined();
    expect(readProof(writeProof(proof), 1000)).toBeUndefined();
    expect(readProof(undefined, 0)).toBeUndefined();
  });
});
