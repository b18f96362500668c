import { methods } from '../core/identity/identity.ts';
import { keyHeaders } from '../core/identity/settings.ts';
import { durationPattern } from './duration.ts';
import { dpopSchema } from './dpop/dpop-schema.ts';
import { introspectionSchema } from './introspection/introspection-schema.ts';
import { issuersSchema } from './jwt/issuer-schema.ts';
import { oauthIdentitySchema } from './oauth/oauth-schema.ts';

/** What a policy can say of who calls. */
export const identitySchema = {
  description: 'How it is known who calls (docs/identity.md).',
  type: 'object',
  additionalProperties: false,
  properties: {
    role_header: {
      description: 'Request header that carries the role. Believed only from a trusted hop.',
      type: 'string',
      pattern: '^[A-Za-z0-9-]{1,64}$',
      default: 'X-Agent-Role',
    },
    trusted_hops: {
      description: 'Addresses (CIDR) of the proxies that set the header. Absent: none, so the header says nothing.',
      type: 'array',
      items: { type: 'string' },
      default: [],
    },
    api_keys: {
      description: 'Keys that callers show, made by `portcullis key add`. Absent: none.',
      type: 'object',
      additionalProperties: false,
      properties: {
        file: { description: 'The file of keys, from the folder of the policy. It holds salted hashes.', type: 'string', minLength: 1, maxLength: 1000, default: 'portcullis.keys.json' },
        header: { description: 'Where a key is shown: `Authorization: Bearer KEY`, or `X-API-Key: KEY`. It does not reach the server.', enum: keyHeaders, default: 'Authorization' },
      },
    },
    jwt: issuersSchema,
    introspection: introspectionSchema,
    dpop: dpopSchema,
    order: {
      description: 'Which way to know a caller comes first where a request has several, which must agree on the role: the subject is that of the first. All that are in use. Default: `[api_keys, jwt, role_header]`.',
      type: 'array',
      uniqueItems: true,
      items: { type: 'string', enum: methods },
    },
    anonymous: { description: 'The role of who shows nothing. Absent: they are refused.', type: 'string' },
    ...oauthIdentitySchema,
    lockout: {
      description: 'When failures to show a key or token lock out an address or a key.',
      type: 'object',
      additionalProperties: false,
      properties: {
        failures: { description: 'How many failures do; 0: none ever.', type: 'integer', minimum: 0, maximum: 1000, default: 3 },
        within: { description: 'In what time, from the first: `30s`, `5m`, `12h`, `7d`.', type: 'string', pattern: durationPattern, default: '5m' },
        for: { description: 'For how long.', type: 'string', pattern: durationPattern, default: '15m' },
        status: { description: 'HTTP status of who is locked out; 401 as of any other failure, or 421.', enum: [401, 421], default: 401 },
      },
    },
  },
} as const;
