/* What the policy says of secrets in results, as the compiler, the entries and the redactor share it. */

/** What is done where a rule finds something. */
export type RedactionAction = 'redact' | 'block' | 'off';

/** What is looked for and by which rules: `secrets` are what opens something, found by default; the others are one rule each. */
export const redactionGroups = {
  secrets: [
    'aws-key',
    'aws-secret',
    'gcp-key',
    'azure-key',
    'github-token',
    'gitlab-token',
    'slack-token',
    'stripe-key',
    'npm-token',
    'pypi-token',
    'openai-key',
    'anthropic-key',
    'huggingface-token',
    'sendgrid-key',
    'shopify-token',
    'digitalocean-token',
    'bearer-token',
    'session-cookie',
    'private-key',
    'jwt',
    'url-password',
  ],
  cards: ['card'],
  email: ['email'],
  phone: ['phone'],
  aadhaar: ['aadhaar'],
  pan: ['pan'],
  ssn: ['ssn'],
  iban: ['iban'],
} as const;

/** Rules that are switched together. */
export type RedactionGroup = keyof typeof redactionGroups;

/** A rule's name; its id is `secret.` and the name. */
export type RedactionRule = (typeof redactionGroups)[RedactionGroup][number];

/** Actions by group and by rule, a rule's own counting before its group's: what is absent is the default. `off` is everything off. */
export type RedactionSettings = 'off' | { readonly [name in RedactionGroup | RedactionRule]?: RedactionAction };

/** What is done by a rule of a group. */
export function actionOf(settings: RedactionSettings | undefined, group: RedactionGroup, rule: RedactionRule): RedactionAction {
  if (settings === 'off') return 'off';
  return settings?.[rule] ?? settings?.[group] ?? defaultAction(group);
}

/** Secrets and card numbers are redacted unless the policy says otherwise; what is personal only where it says so. */
export function defaultAction(group: RedactionGroup): RedactionAction {
  return group === 'secrets' || group === 'cards' ? 'redact' : 'off';
}

/** Each group with each of its rules. */
export function listRedactionRules(): readonly (readonly [RedactionGroup, RedactionRule])[] {
  const groups = Object.entries(redactionGroups) as [RedactionGroup, readonly RedactionRule[]][];
  return groups.flatMap(([group, rules]) => rules.map((rule) => [group, rule] as const));
}

/** The group of a rule. */
export function groupOf(rule: RedactionRule): RedactionGroup {
  return listRedactionRules().find(([, name]) => name === rule)?.[0] ?? 'secrets';
}

/** Whether every rule is off. */
export function redactsNothing(settings: RedactionSettings | undefined): boolean {
  return settings === 'off' || (settings !== undefined && listRedactionRules().every(([group, rule]) => actionOf(settings, group, rule) === 'off'));
}

/** Whether anything is looked for that is off by default. */
export function looksForPersonal(settings: RedactionSettings | undefined): boolean {
  if (settings === undefined || settings === 'off') return false;
  return listRedactionRules().some(([group, rule]) => defaultAction(group) === 'off' && actionOf(settings, group, rule) !== 'off');
}
