import { expect, it } from 'vitest';
import { shellInjection, shellInjectionTrigger } from '../../../src/core/inspect/shell-injection.ts';
import { Subject } from '../../../src/core/inspect/subject.ts';

/** As PCRE reads a text: each byte of its UTF-8 a character. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

it.each([
  ['letters of two bytes', '\u00e9'.repeat(150)],
  ['letters of three bytes', '\u4e2d'.repeat(150)],
  ['pairs of code units', '\u{1f600}'.repeat(80)],
])('bytes do not make a short text of %s long', (_, letters) => {
  const text = `7\nnslookup ./${letters}`;
  expect(shellInjection.finds(new Subject(text, 'text'))).toBe(true);
  expect(new RegExp(shellInjectionTrigger().source, 'is').test(bytesOf(text))).toBe(true);
});

it('no longer text is taken for a value that somebody breaks out of', () => {
  expect(new RegExp(shellInjectionTrigger().source, 'is').test(`notes\n${'and so on '.repeat(20)}`)).toBe(false);
});
