/* What a policy can say of when a grant holds (docs/context.md). */

const day = '(?:mon|tue|wed|thu|fri|sat|sun)';
const timeOfDay = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';

export const timeSchema = {
  description: 'A time of day, on some days of the week.',
  type: 'object',
  additionalProperties: false,
  properties: {
    days: {
      description: 'Days on which it begins: `mon`, `mon-fri`. Absent: all.',
      type: 'array',
      minItems: 1,
      items: { description: 'Days: `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`, or from one to another: `mon-fri`', type: 'string', pattern: `^${day}(?:-${day})?$` },
    },
    from: { description: 'When it begins: `08:00`.', type: 'string', pattern: `^${timeOfDay}$`, default: '00:00' },
    to: { description: 'When it is over: `18:00`. Earlier than `from`: on the next day.', type: 'string', pattern: `^(?:${timeOfDay}|24:00)$`, default: '24:00' },
    zone: {
      description: '`UTC`, so much ahead of it or behind (`+01:00`, `-05:30`), or `local`: as the clock of the machine that nginx runs on, summer time included.',
      type: 'string',
      pattern: '^(?:UTC|local|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$',
      default: 'UTC',
    },
  },
} as const;

export const whenSchema = {
  description: 'When a grant holds: each of these must be met.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    networks: {
      description: 'Networks (CIDR) the client calls from, by its address as nginx knows it: `10.0.0.0/8`, `"fd00::/8"`.',
      type: 'array',
      minItems: 1,
      items: { type: 'string' },
    },
    times: { description: 'Times at which it calls; one of them.', type: 'array', minItems: 1, items: { $ref: '#/$defs/time' } },
    client_certificate: { description: '`required`: nginx has found the client\'s certificate good (`ssl_verify_client`).', enum: ['required'] },
  },
} as const;

/** `subject`, or a claim by its path; what a path is, a check says. */
export const equalsSchema = {
  description: 'What of the caller the argument must be, character for character: `subject`, or `claim.tenant`, a claim of its token by its path. Then it must be given, as text.',
  type: 'string',
  pattern: '^(?:subject|claim\\..{1,1024})$',
} as const;
