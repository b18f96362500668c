import { durationPattern } from '../duration.ts';
import { issuersSchema } from '../jwt/issuer-schema.ts';

const { audiences, claims, roles, default_role, skew } = issuersSchema.items.properties;

/** What a policy says of the server that is asked about tokens. */
export const introspectionSchema = {
  description: 'The authorization server that is asked about tokens that are not JWTs of `jwt` (RFC 7662, docs/introspection.md). Absent: none is.',
  type: 'object',
  additionalProperties: false,
  required: ['url', 'issuer', 'client_id'],
  properties: {
    url: { description: 'Where it is asked, the `introspection_endpoint` in its metadata: an https URL, or http on loopback. nginx needs `resolver` and `js_fetch_trusted_certificate`.', type: 'string', minLength: 1, maxLength: 1000 },
    issuer: { description: 'Its name, which `iss` must be where an answer has it.', type: 'string', pattern: '^[!-~]{1,200}$' },
    audiences,
    client_id: { description: 'As whom the gateway asks, by HTTP Basic.', type: 'string', minLength: 1, maxLength: 256 },
    client_secret_file: { description: 'The file that holds the secret for that, readable by the workers of nginx: an absolute path.', type: 'string', pattern: '^/', maxLength: 1000 },
    client_secret_env: { description: 'Or a variable of the environment that does. nginx.conf has to keep it: `env NAME;`.', type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]{0,127}$' },
    claims,
    roles,
    default_role,
    skew,
    cache: { description: 'How long an answer is believed without asking again: from `1s` to `10m`. So long a token lives on after it was revoked.', type: 'string', pattern: durationPattern, default: '1m' },
  },
} as const;
