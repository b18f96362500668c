import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../../eval/corpus.ts';
import { refreshDetection } from '../../../scripts/detection-reference.ts';
import { renderRules } from '../../../src/cli/rules-table.ts';
import { compilePolicy } from '../../../src/compiler/compile.ts';
import { describeOwnModes, listKinds, listRules } from '../../../src/compiler/rule-catalogue.ts';
import { kindTexts, ruleTexts } from '../../../src/compiler/rule-texts.ts';
import { inspectors } from '../../../src/core/inspect/registry.ts';

const path = new URL('../../../docs/detection.md', import.meta.url);
const document = readFileSync(path, 'utf8');

describe('every rule of inspection is documented', () => {
  const ids = [...new Set(inspectors.map(({ rule }) => rule))];

  it('each rule of src/core/inspect/registry.ts has a text in src/compiler/rule-texts.ts', () => {
    expect(ids.filter((id) => !Object.hasOwn(ruleTexts, id)), 'rules without a text in src/compiler/rule-texts.ts').toEqual([]);
  });

  it('each text is of a rule there is', () => {
    expect(Object.keys(ruleTexts).filter((id) => !(ids as readonly string[]).includes(id)), 'texts of no rule of the registry').toEqual([]);
  });

  it.each(Object.entries(ruleTexts))('%s says what it stops, what passes, and where that is described', (_, { stops, passes, sources }) => {
    expect(stops).toMatch(/^\S.{20,}[^.]$/s);
    expect(passes).toMatch(/^\S.{20,}[^.]$/s);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(source).toMatch(/^(?:CWE-\d+|CAPEC-\d+|CVE-\d{4}-\d+|OWASP (?:A|LLM)\d{2}:20\d\d)$/);
  });

  it('docs/detection.md has the tables they give (vitest -u writes them)', async () => {
    await expect(refreshDetection(document)).toMatchFileSnapshot(path.pathname);
  });
});

describe('the catalogue', () => {
  it('has kinds and modes from the registry', () => {
    for (const { kind, deny, alert, off, passes } of listKinds()) {
      const own = inspectors.filter(({ kinds }) => kinds.includes(kind));
      expect(new Set([...deny, ...alert, ...off])).toEqual(new Set(own.map(({ rule }) => rule)));
      expect(own.filter(({ mode }) => mode === undefined).every(({ rule }) => deny.includes(rule))).toBe(true);
      expect(passes).toBe(kindTexts[kind]);
    }
  });

  it('says of a rule whose mode differs by kind which it has where', () => {
    const [rule] = listRules();
    if (rule === undefined) throw new Error('no rules');
    expect(describeOwnModes({ ...rule, kinds: [{ kind: 'path', mode: 'deny' }, { kind: 'id', mode: 'deny' }] })).toBe('deny');
    expect(describeOwnModes({ ...rule, kinds: [{ kind: 'path', mode: 'deny' }, { kind: 'text', mode: 'alert' }, { kind: 'id', mode: 'deny' }] })).toBe('deny (path, id); alert (text)');
  });

  it('is printed in columns', () => {
    const lines = renderRules(listRules()).split('\n');
    for (const { id } of listRules()) expect(lines.filter((line) => line.startsWith(`${id} `))).toHaveLength(1);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });
});

describe('docs/detection.md', () => {
  it('shows modes in a policy that compiles', () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(document) ?? [];
    const { problems } = compilePolicy(`version: 1\nidentity: { trusted_hops: [127.0.0.1] }\nroles: { writer: {} }\n${yaml}`, 'policy.yaml');
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(['warning: `text.invisible` refuses nothing on any server']);
  });

  it('shows a corpus that can be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-corpus-'));
    const [, lines = ''] = /```json\n([\s\S]*?)```/.exec(document) ?? [];
    writeFileSync(join(folder, 'corpus.jsonl'), lines);
    expect(readCorpus(join(folder, 'corpus.jsonl')).map((sample) => [sample.id, sample.class, sample.kind, sample.isToolCall])).toEqual([
      ['notes-17', 'none', 'text', true],
      ['shell-3', 'shell', 'path', false],
    ]);
    rmSync(folder, { recursive: true });
  });

  it('names every option of the evaluation', () => {
    const main = readFileSync(new URL('../../../eval/main.ts', import.meta.url), 'utf8');
    const options = [...main.matchAll(/[(']'?(--[a-z]+)/g)].map(([, option]) => option).filter((option) => option !== '--');
    expect(options.length).toBeGreaterThan(3);
    for (const option of options) expect(document).toContain(`\`${option ?? ''}`);
  });
});
