import hashes from 'crypto';

/** `x5t#S256` of a certificate in DER (RFC 8705, section 3.1): what a token that is bound to it names in `cnf`. */
export function thumbprint(certificate: Uint8Array): string {
  return hashes.createHash('sha256').update(certificate).digest('base64url');
}
