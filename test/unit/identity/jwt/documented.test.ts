import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../../../src/core/rules.ts';

it('docs/jwt.md says of every rule what was wrong', () => {
  const rows = Object.entries(rules).filter(([rule]) => rule.startsWith('jwt.')).map(([rule, text]) => `| \`${rule}\` | ${text} |`);
  expect(readFileSync(new URL('../../../../docs/jwt.md', import.meta.url), 'utf8').split('\n')).toEqual(expect.arrayContaining(rows));
});
