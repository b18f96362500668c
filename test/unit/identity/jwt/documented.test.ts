import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jwtRules } from '../../../../src/core/identity/jwt/rules.ts';

it('docs/jwt.md says of every rule what was wrong', () => {
  const rows = Object.entries(jwtRules).map(([rule, text]) => `| \`${rule}\` | ${text} |`);
  expect(readFileSync(new URL('../../../../docs/jwt.md', import.meta.url), 'utf8').split('\n')).toEqual(expect.arrayContaining(rows));
});
