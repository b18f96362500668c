/** JSON Schema of `decisions`: who is asked about what the policy allows. */
export const decisionsSchema = {
  description: 'An external decision point, or `off`.',
  type: ['object', 'string'],
  pattern: '^off$',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { description: '`authzen`: the OpenID AuthZEN Authorization API 1.0. `opa`: the Data API of Open Policy Agent.', enum: ['authzen', 'opa'] },
    location: {
      description: 'The location in nginx that leads to its endpoint, made with `portcullis/decisions.conf`.',
      type: 'string',
      pattern: '^/[A-Za-z0-9_/-]{1,100}$',
      default: '/portcullis_decision',
    },
    timeout: {
      description: 'How long a request waits for all the decisions that it needs, `1ms` to `2s`; then it is refused.',
      type: 'string',
      pattern: '^(?:[1-9][0-9]{0,2}ms|[12]s)$',
      default: '1s',
    },
    cache: { description: 'For how long a decision holds for the same question, up to `99m`. Absent: each is asked for.', type: 'string', pattern: '^[1-9][0-9]?[sm]$' },
  },
} as const;

/** What it is told of a tool's or prompt's arguments. */
export const toldSchema = {
  description: 'What the external decision point is told of the arguments.',
  type: 'object',
  additionalProperties: false,
  properties: {
    arguments: { description: 'Names of arguments that it is told. Absent: none.', type: 'array', uniqueItems: true, items: { type: 'string' } },
  },
} as const;
