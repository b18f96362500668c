/** Every reason a proof of possession is refused for (RFC 9449): ids and sentences as in rules.ts. */
export const dpopRules = {
  'dpop.missing': 'a token bound to a key, or where it must be, without proof of the key',
  'dpop.form': 'not one proof: none, two, too long, or not a JWT of the type dpop+jwt',
  'dpop.key': 'key of the proof is private, weak, or not for an algorithm that is allowed',
  'dpop.binding': 'token is bound to another key, or to none',
  'dpop.signature': 'signature of the proof does not verify',
  'dpop.claims': 'a claim of the proof is missing or of another type than it may have',
  'dpop.request': 'proof of another method or URL',
  'dpop.time': 'proof is older or newer than the policy allows',
  'dpop.token': 'proof for another token',
  'dpop.nonce': 'proof without a nonce of ours, or with an old one',
  'dpop.replay': 'proof was used before',
  'dpop.full': 'no room to remember the proof, so that it could be used again',
} as const;

export type DpopRule = keyof typeof dpopRules;
