import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { refreshReference } from '../../../scripts/policy-reference.ts';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { policySchema } from '../../../src/compiler/policy-schema.ts';

const path = new URL('../../../docs/policy.md', import.meta.url);

it('docs/policy.md has the reference the schema gives (vitest -u writes it)', async () => {
  await expect(refreshReference(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path.pathname);
});

it('the policy shown in docs/policy.md compiles without a word', () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(path, 'utf8')) ?? [];
  expect(compilePolicy(yaml, 'policy.yaml').problems).toEqual([]);
});

it('every key of the schema is described', () => {
  const undescribed: string[] = [];
  const visit = (part: object, at: string): void => {
    for (const [key, value] of Object.entries(part) as [string, unknown][]) {
      if (typeof value !== 'object' || value === null) continue;
      if (key === 'properties') for (const [name, member] of Object.entries(value)) if (!('description' in (member as object))) undescribed.push(`${at}.${name}`);
      visit(value, `${at}.${key}`);
    }
  };
  visit(policySchema, '');
  expect(undescribed).toEqual([]);
  expect(new Ajv2020().validateSchema(policySchema)).toBe(true);
});
