import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../../src/core/rules.ts';

const read = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const answerRules = Object.keys(rules).filter((rule) => rule.startsWith('answer.'));

it('the operations guide has a row for each rule of the way back', () => {
  const [, section = ''] = /^## Answers in the log\n([^]*?)^## /m.exec(read('operations.md')) ?? [];
  expect([...section.matchAll(/^\| `(answer\.[\w-]+)` \|/gm)].map(([, rule]) => rule).toSorted()).toEqual(answerRules.toSorted());
});

it('the architecture says what each of them does to an answer', () => {
  const [, chapter = ''] = /^## The way of an answer\n([^]*?)^## /m.exec(read('architecture.md')) ?? [];
  expect(answerRules.filter((rule) => !chapter.includes(`\`${rule}\``))).toEqual([]);
});
