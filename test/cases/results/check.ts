import { StreamRedactor } from '../../../src/core/redact/results/redactor.ts';
import { groupOf, type RedactionSettings } from '../../../src/core/redact/results/settings.ts';
import { compileSecretSearch } from '../../../src/core/redact/results/triggers.ts';
import type { ResultCase, ResultCaseFile } from './case-file.ts';
import { spellings } from './spellings.ts';

const suspectsSecret = compileSecretSearch();

/** What is wrong with a rule's cases as sentences; empty when all hold. Runs in Node and in QuickJS. */
export function checkResultCases({ rule, attacks, benign }: ResultCaseFile): string[] {
  const problems: string[] = [];
  // What is personal is off by default.
  const settings: RedactionSettings = groupOf(rule) === 'secrets' || groupOf(rule) === 'cards' ? {} : { [groupOf(rule)]: 'redact' };
  for (const attack of attacks) {
    const [name, marked] = read(attack);
    const text = marked.replace(/[«»]/g, '');
    const expected = marked.split(/[«»]/).map((part, at) => (at % 2 === 0 ? part : `[redacted:${rule}]`)).join('');
    for (const [spelling, spell] of Object.entries(spellings)) {
      const { text: redacted, rules } = redactAlone(settings, `{${spell(name)}:${spell(text)}}`);
      const shown = `${rule}, ${spelling}: ${JSON.stringify(text)}`;
      const [value] = Object.values(JSON.parse(redacted) as Record<string, string>);
      if (value !== expected) problems.push(`became ${JSON.stringify(value)}: ${shown}`);
      if (!rules.includes(`secret.${rule}`)) problems.push(`said ${rules.join(', ') || 'nothing'}: ${shown}`);
    }
  }
  for (const look of benign) {
    const [name, text] = read(look);
    const message = `{${JSON.stringify(name)}:${JSON.stringify(text)}}`;
    const { text: redacted, rules } = redactAlone(settings, message);
    if (redacted !== message || rules.length > 0) problems.push(`false alarm ${rules.join(', ')}: ${rule}: ${JSON.stringify(text)}`);
  }
  return problems;
}

function redactAlone(settings: RedactionSettings, message: string): ReturnType<StreamRedactor['redact']> {
  return new StreamRedactor(settings, { suspectsSecret }).redact(message);
}

function read(one: ResultCase): readonly [name: string, text: string] {
  return typeof one === 'string' ? ['text', one] : one;
}
