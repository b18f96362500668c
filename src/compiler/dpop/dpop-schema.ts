import { algorithms, type Algorithm } from '../../core/identity/jwt/algorithms.ts';
import { durationPattern } from '../duration.ts';

/** What a policy says of proofs of possession. */
export const dpopSchema = {
  description: 'Tokens bound to a key that the caller proves with each request: `Authorization: DPoP TOKEN` (RFC 9449, docs/dpop.md). Every server needs its `resource`. Absent: they are refused.',
  type: 'object',
  additionalProperties: false,
  properties: {
    required: { description: 'Whether tokens that are bound to no key are refused.', type: 'boolean', default: false },
    algorithms: { description: 'What proofs may be signed with. `EdDSA` needs an nginx whose njs has Ed25519.', type: 'array', minItems: 1, uniqueItems: true, items: { enum: Object.keys(algorithms) as Algorithm[] }, default: ['ES256', 'ES384', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'] as readonly Algorithm[] },
    window: { description: 'By how much the time of a proof may differ from ours, either way: up to `5m`.', type: 'string', pattern: durationPattern, default: '1m' },
    nonce: { description: 'Whether a proof must have a nonce that the gateway gave out not long ago. Clients that have none are given one, and try again.', type: 'boolean', default: false },
  },
} as const;
