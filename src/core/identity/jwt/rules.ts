/**
 * Every reason a token is refused for, or its issuer's keys are not to be had: ids and sentences as in rules.ts, where they go when
 * tokens are part of a request's way.
 */
export const jwtRules = {
  // What was sent.
  'jwt.size': 'token longer than its limit',
  'jwt.form': 'not three parts of unpadded base64url, as a signed token has them',
  'jwt.json': 'header or claims not a JSON object that all parsers read alike',
  'jwt.alg': 'no signature, or an algorithm that is not known or not the one of the key',
  'jwt.crit': 'the header asks for an extension',
  'jwt.embedded': 'the header brings or names a key of its own',
  'jwt.typ': 'a token for another use',
  'jwt.kid': 'key id malformed, or none where several keys fit',
  // Whose it is.
  'jwt.key': 'no key of the issuer has this id, or none fits the algorithm',
  'jwt.keys': "the issuer's keys cannot be had",
  'jwt.signature': 'signature does not verify',
  // What it says.
  'jwt.issuer': 'issued by somebody else',
  'jwt.audience': 'issued for somebody else',
  'jwt.expired': 'expired, or without an expiry',
  'jwt.early': 'not valid yet, or issued in the future',
  'jwt.claims': 'a claim of another type or size than it may have',
  'jwt.subject': 'no subject, or one that cannot be logged',
} as const;

export type JwtRule = keyof typeof jwtRules;
