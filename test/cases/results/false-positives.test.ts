import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findSecrets } from '../../../src/core/redact/results/find-secrets.ts';
import { secretRules } from '../../../src/core/redact/results/registry.ts';
import { groupOf, type RedactionRule } from '../../../src/core/redact/results/settings.ts';

/*
 * Ordinary source code and prose that every checkout has. What is found there are examples of secrets in documentation and tests:
 * so many are allowed, and a rule that starts to find ordinary text is noticed.
 */
const allowed: Readonly<Partial<Record<RedactionRule, number>>> = { 'url-password': 20 };

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folders = ['src', 'docs', 'bench', 'scripts', 'nginx', 'node_modules/typescript/lib', 'node_modules/esbuild', 'node_modules/ajv', 'node_modules/yaml', 'node_modules/commander', 'node_modules/@types/node'];

it('finds next to nothing in ordinary source code and prose', () => {
  const counts: Partial<Record<RedactionRule, number>> = {};
  let characters = 0;
  const rules = secretRules.filter(({ rule }) => groupOf(rule) === 'secrets' || groupOf(rule) === 'cards');
  for (const file of folders.flatMap(listTexts)) {
    const text = readFileSync(file, 'utf8');
    characters += text.length;
    for (const { rule } of findSecrets(text, rules)) counts[rule.rule] = (counts[rule.rule] ?? 0) + 1;
  }
  expect(characters).toBeGreaterThan(5_000_000);
  for (const [rule, count] of Object.entries(counts)) expect(count, rule).toBeLessThanOrEqual(allowed[rule as RedactionRule] ?? 0);
}, 120_000);

function listTexts(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:[cm]?[jt]s|md|conf|json)$/.test(name))
    .map((name) => `${root}${folder}/${name}`);
}
