import { methods } from '../core/identity/identity.ts';
import { durationPattern } from './duration.ts';
import { dpopSchema } from './dpop/dpop-schema.ts';
import { introspectionSchema } from './introspection/introspection-schema.ts';
import { issuersSchema } from './jwt/issuer-schema.ts';
import { oauthIdentitySchema } from './oauth/oauth-schema.ts';

/** Visible ASCII and blanks: what names in certificates may be written in. */
const certificateName = '^[ -~]{1,256}$';

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
        header: { description: 'Where a key is shown: `Authorization: Bearer KEY`, `X-API-Key: KEY`, or any other header, with the key alone (docs/identity.md). It does not reach the server.', type: 'string', pattern: '^[A-Za-z][A-Za-z0-9-]{0,63}$', default: 'Authorization' },
      },
    },
    jwt: issuersSchema,
    introspection: introspectionSchema,
    dpop: dpopSchema,
    mtls: {
      description: 'Client certificates that nginx verifies (`ssl_verify_client`), by what is in them. Absent: they say nothing.',
      type: 'object',
      additionalProperties: false,
      required: ['names'],
      properties: {
        names: {
          description: 'Whose certificate gives which role: the first that fits a name counts. Each has one of `uri`, `dns` and `subject`.',
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['role'],
            properties: {
              uri: { description: 'A URI among the alternative names, such as a SPIFFE id. `*` stands for one whole segment of the path, `**` at the end for one or more.', type: 'string', pattern: certificateName },
              dns: { description: 'A DNS name among the alternative names. `*.` at the beginning stands for one label.', type: 'string', pattern: certificateName },
              subject: { description: 'The whole subject as nginx writes it in `$ssl_client_s_dn`, such as `CN=deploy,O=Example`.', type: 'string', pattern: certificateName },
              role: { description: 'The role.', type: 'string' },
            },
          },
        },
      },
    },
    basic: {
      description: 'Users whose passwords nginx checks, in locations with `basic.conf`. Absent: none.',
      type: 'object',
      additionalProperties: false,
      required: ['users'],
      properties: {
        file: { description: 'The file of passwords, as `htpasswd` writes it, from the folder of nginx.conf.', type: 'string', pattern: '^[\\w./-]{1,1000}$', default: 'portcullis.users' },
        users: { description: 'The role of each user.', type: 'object', minProperties: 1, additionalProperties: { type: 'string' } },
      },
    },
    auth_request: {
      description: 'A service that nginx asks by `auth_request`: its answer says role and user, in `$mcp_auth_role` and `$mcp_auth_user`. Absent: these say nothing.',
      type: 'object',
      additionalProperties: false,
      properties: {},
    },
    order: {
      description: 'Which way to know a caller comes first where a request has several, which must agree on the role: the subject is that of the first. All that are in use. Default: those in use, as `[api_keys, jwt, mtls, basic, auth_request, role_header]`.',
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
