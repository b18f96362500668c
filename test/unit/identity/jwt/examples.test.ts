import { describe, expect, it } from 'vitest';
import { readJwk } from '../../../../src/core/identity/jwt/jwk.ts';
import { parseJwt } from '../../../../src/core/identity/jwt/parse.ts';
import { decoding } from '../../../../src/host/jwt/decoding.ts';
import { verifySignature } from '../../../../src/host/jwt/verify-signature.ts';

const payload = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const rsa = {
  kty: 'RSA', e: 'AQAB',
  n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
};
const ec = { kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' };
const okp = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const rsaSignature = 'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw';

describe('the examples of the specifications', () => {
  it.each([
    ['RS256 of RFC 7515, appendix A.2', rsa, 'RS256', `eyJhbGciOiJSUzI1NiJ9.${payload}`, rsaSignature],
    ['ES256 of RFC 7515, appendix A.3', ec, 'ES256', `eyJhbGciOiJFUzI1NiJ9.${payload}`, 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'],
    ['EdDSA of RFC 8037, appendix A.4', okp, 'EdDSA', 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc', 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'],
  ] as const)('%s verifies', async (_, jwk, alg, signed, signature) => {
    const key = readJwk(jwk, decoding);
    if (typeof key === 'string') expect.unreachable(key);
    const bytes = Buffer.from(signature, 'base64url');
    expect(await verifySignature(key, alg, signed, bytes)).toBeUndefined();
    expect(await verifySignature(key, alg, `${signed}A`, bytes)).toBe('jwt.signature');
  });

  it('verifies nothing by another algorithm than the key has, whoever says so', async () => {
    const key = readJwk(rsa, decoding);
    if (typeof key === 'string') expect.unreachable(key);
    const bytes = Buffer.from(rsaSignature, 'base64url');
    expect(await verifySignature({ ...key, algs: ['RS512'] }, 'RS256', `eyJhbGciOiJSUzI1NiJ9.${payload}`, bytes)).toBe('jwt.alg');
    expect(await verifySignature({ ...key, algs: ['ES256'] }, 'ES256', `eyJhbGciOiJSUzI1NiJ9.${payload}`, bytes)).toBe('jwt.alg');
  });

  it('with the claims of RFC 7515 are read', () => {
    expect(parseJwt(`eyJhbGciOiJSUzI1NiJ9.${payload}.${rsaSignature}`, decoding)).toMatchObject({ alg: 'RS256', kid: undefined, claims: { iss: 'joe', exp: 1_300_819_380, 'http://example.com/is_root': true } });
  });

  it.each([
    ['HS256 of RFC 7519, section 3.1', 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9', '.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'],
    ['the unsecured one of RFC 7519, section 6.1', 'eyJhbGciOiJub25lIn0', '.'],
  ])('%s is refused', (_, header, signature) => {
    expect(parseJwt(`${header}.${payload}${signature}`, decoding)).toBe('jwt.alg');
  });

  it('a key in RFC 7517, appendix A.2, is private and left out', () => {
    expect(readJwk({ ...rsa, d: 'X4cTteJY_gn4FYPsXB8rdXix5vwsg1FLN5E3EaG6RJoVH-HLLKD9M7dx5oo7GURknchnrRweUkC7hT5fJLM0WbFAKNLWY2vv7B6NqXSzUvxT0_YSfqijwp3RTzlBaCxWp4doFk5N2o8Gy_nHNKroADIkJ46pRUohsXywbReAdYaMwFs9tv8d_cPVY3i07a3t8MN6TNwm0dSawm9v47UiCl3Sk5ZiG7xojPLu4sbg1U2jx4IBTNBznbJSzFHK66jT8bgkuqsk0GjskDJk19Z4qwjwbsnn4j2WBii3RL-Us2lGVkY8fkFzme1z0HbIkfz0Y6mqnOYtqc0X4jfcKoAC8Q' }, decoding)).toBe('private');
  });
});
