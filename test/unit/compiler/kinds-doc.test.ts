import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inspectors } from '../../../src/core/inspect/registry.ts';
import { kinds } from '../../../src/core/policy/kind.ts';

const [, section = ''] = /^## Kinds\n([^]*?)^### /m.exec(readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8')) ?? [];
const rows = [...section.matchAll(/^\| `([a-z]+)` \|[^|]*\|([^|]*)\|/gm)].map(([, kind = '', rules = '']) => [kind, rules.trim()] as const);

it('docs/policy.md tells of every kind which families of rules look at it', () => {
  const registered = kinds.map((kind) => [kind, new Set(inspectors.filter((inspector) => inspector.kinds.includes(kind)).map(({ rule }) => `\`${rule.split('.')[0] ?? ''}.*\``))] as const);
  expect(new Map(rows.map(([kind, rules]) => [kind, new Set(rules.split(', '))]))).toEqual(new Map(registered));
  expect(rows).toHaveLength(kinds.length);
});
