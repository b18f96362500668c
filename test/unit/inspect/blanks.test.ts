import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collapseBlanks, hasManyBlanks } from '../../../src/core/inspect/blanks.ts';

const manyBlanks = /[^\S\ufeff]{64,}/g;

const run = fc.tuple(fc.constantFrom(' ', '\t', '\v', '\u00a0', '\u3000', ' \t', '\n', '\r', '\ufeff'), fc.constantFrom(1, 2, 31, 62, 63, 64, 65, 130, 700)).map(([unit, count]) => unit.repeat(count));
const word = fc.tuple(fc.constantFrom('a', 'word', '\u4e2d', ';'), fc.nat(130)).map(([unit, count]) => unit.repeat(count));
const texts = fc.array(fc.oneof(run, word), { maxLength: 12 }).map((parts) => parts.join(''));

it('collapses the same runs of blanks as a regex that looks at every character', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(collapseBlanks(text)).toBe(text.replace(manyBlanks, (blanks) => (/[\n\r]/.test(blanks) ? '\n' : ' ')));
      expect(hasManyBlanks(text)).toBe(text.search(manyBlanks) >= 0);
    }),
    { numRuns: 5000 },
  );
});

it('finds a run of 64 wherever it begins', () => {
  for (let at = 0; at < 200; at++) {
    expect(hasManyBlanks(`${'a'.repeat(at)}${' '.repeat(64)}a`), String(at)).toBe(true);
    expect(hasManyBlanks(`${'a'.repeat(at)}${' '.repeat(63)}a`), String(at)).toBe(false);
  }
});
