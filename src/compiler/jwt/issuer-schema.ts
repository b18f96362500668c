import { algorithms } from '../../core/identity/jwt/algorithms.ts';
import { durationPattern } from '../duration.ts';

const claim = (description: string, standard: string) => ({ description: `${description} Dots lead into objects, \`\\.\` is a dot.`, type: 'string', minLength: 1, maxLength: 1024, default: standard }) as const;

/** What a policy says of the issuers whose tokens are believed. */
export const issuersSchema = {
  description: 'Issuers whose tokens (JWT) callers show as `Authorization: Bearer TOKEN` (docs/jwt.md). Absent: none.',
  type: 'array',
  minItems: 1,
  maxItems: 16,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['issuer'],
    properties: {
      issuer: { description: 'The `iss` of its tokens, character for character.', type: 'string', pattern: '^[!-~]{1,200}$' },
      audiences: { description: 'Who we are: `aud` must name one of these, character for character. One that is the `resource` of a server counts there alone. Default: the `resource` of the server that is called.', type: 'array', minItems: 1, maxItems: 16, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 1000 } },
      jwks: { description: 'Where it publishes its keys: an https URL, or http on loopback. nginx needs `resolver` and `js_fetch_trusted_certificate`.', type: 'string', minLength: 1, maxLength: 1000 },
      keys_file: { description: 'Or its keys in a file (JWK Set), from the folder of the policy. They are compiled in.', type: 'string', minLength: 1, maxLength: 1000 },
      algorithms: { description: 'What its tokens may be signed with. Default: what its keys say.', type: 'array', minItems: 1, uniqueItems: true, items: { enum: Object.keys(algorithms) as (keyof typeof algorithms)[] } },
      claims: {
        description: 'Where its tokens say who calls.',
        type: 'object',
        additionalProperties: false,
        properties: {
          role: claim('What means a role: a list, or words.', 'roles'),
          subject: claim('The name of the caller, for the log and for sessions.', 'sub'),
          scope: { description: 'The scopes: a list, or words. Default: `scope` and `scp`.', type: 'string', minLength: 1, maxLength: 1024 },
        },
      },
      roles: {
        description: 'Which values mean which roles: names of roles, or `value: role`. The first that a token has counts. Default: all roles by their names, those that inherit most first.',
        type: ['array', 'object'],
        minItems: 1,
        uniqueItems: true,
        items: { type: 'string' },
        minProperties: 1,
        maxProperties: 256,
        additionalProperties: { type: 'string' },
      },
      default_role: { description: 'The role of tokens in which no value means one. Absent: they are denied everything.', type: 'string' },
      skew: { description: 'By how much clocks may differ: up to `5m`.', type: 'string', pattern: durationPattern, default: '1m' },
      refresh: { description: 'How old published keys become before they are fetched again: from `1m` to `12h`.', type: 'string', pattern: durationPattern, default: '10m' },
      remember: { description: 'How long a verified token is believed without looking again: up to `refresh`, which is the default; or `off`.', type: 'string', pattern: `^off$|${durationPattern}` },
    },
  },
} as const;
