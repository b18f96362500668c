import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../../eval/corpus.ts';
import { Failure } from '../../../src/cli/failure.ts';
import { writeCorpus } from '../../support/corpus.ts';

const benign = { id: 'b', value: 'a plain note', label: 'benign', argKind: 'text' };
const attack = { id: 'a', value: '../../up', label: 'attack', class: 'path', argKind: 'path' };

describe('a corpus', () => {
  it('is read line by line, empty lines aside', () => {
    expect(readCorpus(writeCorpus([benign, '', { ...benign, origin: 'tool-call' }, attack, { ...attack, tier: 'B' }]))).toEqual([
      { id: 'b', value: 'a plain note', class: 'none', kind: 'text', tier: 'A', isToolCall: false },
      { id: 'b', value: 'a plain note', class: 'none', kind: 'text', tier: 'A', isToolCall: true },
      { id: 'a', value: '../../up', class: 'path', kind: 'path', tier: 'A', isToolCall: false },
      { id: 'a', value: '../../up', class: 'path', kind: 'path', tier: 'B', isToolCall: false },
    ]);
  });

  it.each([
    ['a line that is no JSON', [benign, '{"id":'], /:2: not a JSON object$/],
    ['a line that is no object', ['[1]'], /:1: not a JSON object$/],
    ['a value that is no string', [{ ...benign, value: 3 }], /:1: id and value must be strings$/],
    ['no id', [{ ...benign, id: undefined }], /:1: id and value must be strings$/],
    ['an unknown label', [{ ...benign, label: 'good' }], /:1: label must be attack or benign$/],
    ['an unknown class', [benign, benign, { ...attack, class: 'xss' }], /:3: class must be one of path, shell, /],
    ['an unknown kind', [{ ...attack, argKind: 'file' }], /:1: argKind must be one of path, url, /],
    ['nothing in it', ['', ' '], /: no samples in it$/],
  ])('is refused with its place: %s', (_, lines, message) => {
    const file = writeCorpus(lines);
    expect(() => readCorpus(file)).toThrow(Failure);
    expect(() => readCorpus(file)).toThrow(message);
  });

  it('is refused where there is none', () => {
    expect(() => readCorpus('/nowhere/corpus.jsonl')).toThrow(/^\/nowhere\/corpus\.jsonl: cannot be read: ENOENT/);
  });
});
