import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../../../src/core/rules.ts';

it.each([['dpop', 'dpop'], ['introspection', 'token']])('docs/%s.md says of every rule %s.* what was wrong', (file, family) => {
  const rows = Object.entries(rules).filter(([rule]) => rule.startsWith(`${family}.`)).map(([rule, text]) => `| \`${rule}\` | ${text} |`);
  expect(rows.length).toBeGreaterThan(0);
  expect(readFileSync(new URL(`../../../../docs/${file}.md`, import.meta.url), 'utf8').split('\n')).toEqual(expect.arrayContaining(rows));
});
