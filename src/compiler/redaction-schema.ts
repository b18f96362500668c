import { defaultAction, type redactionGroups, type RedactionGroup } from '../core/redact/results/settings.ts';

const groups: Readonly<Record<RedactionGroup, string>> = {
  secrets: 'What opens something: keys, tokens, passwords.',
  cards: 'Payment card numbers.',
  email: 'E-mail addresses.',
  phone: 'Phone numbers, international ones and North American ones.',
  aadhaar: 'Aadhaar numbers (India).',
  pan: 'Permanent account numbers (India).',
  ssn: 'Social security numbers (United States).',
  iban: 'International bank account numbers.',
};

const rules: Readonly<Record<(typeof redactionGroups)['secrets'][number], string>> = {
  'aws-key': 'Access key ids of AWS.',
  'aws-secret': 'Secret access keys and session tokens of AWS, beside their name or id.',
  'gcp-key': 'API keys, access tokens and client secrets of Google.',
  'azure-key': 'Account keys, shared access signatures and client secrets of Azure.',
  'github-token': 'Tokens of GitHub.',
  'gitlab-token': 'Tokens of GitLab.',
  'slack-token': 'Tokens and webhooks of Slack.',
  'stripe-key': 'Secret keys and webhook secrets of Stripe.',
  'npm-token': 'Tokens of npm.',
  'pypi-token': 'Tokens of PyPI.',
  'openai-key': 'API keys of OpenAI.',
  'anthropic-key': 'API keys of Anthropic.',
  'huggingface-token': 'Tokens of Hugging Face.',
  'sendgrid-key': 'API keys of SendGrid.',
  'shopify-token': 'Tokens of Shopify.',
  'digitalocean-token': 'Tokens of DigitalOcean.',
  'bearer-token': 'OAuth and other tokens after `Bearer`, and credentials in an `Authorization` header.',
  'session-cookie': 'Session cookies in `Set-Cookie` and `Cookie` headers.',
  'private-key': 'Private keys in PEM, of OpenSSH, PGP and age.',
  jwt: 'JSON Web Tokens.',
  'url-password': 'Passwords in URLs: `scheme://user:password@host`.',
};

const actions = ['redact', 'block', 'off'] as const;

/** What each name of a record does: an action. */
function switches<Name extends string>(names: Readonly<Record<Name, string>>, standard: (name: Name) => object): Readonly<Record<Name, object>> {
  const entries = Object.entries(names) as [Name, string][];
  return Object.fromEntries(entries.map(([name, description]) => [name, { description, enum: actions, ...standard(name) }])) as Record<Name, object>;
}

/** JSON Schema of `redact`, by groups and by rules. */
export const redactionSchema = {
  description: 'What is done about secrets in what a server sends: `redact` puts `[redacted:<rule>]` in their place, `block` withholds the message, `off` lets them pass.',
  type: ['object', 'string'],
  pattern: '^off$',
  additionalProperties: false,
  properties: {
    ...switches(groups, (group) => ({ default: defaultAction(group) })),
    rules: {
      description: 'The rules of `secrets` one by one, before what `secrets` says.',
      type: 'object',
      additionalProperties: false,
      properties: switches(rules, () => ({})),
    },
  },
} as const;
