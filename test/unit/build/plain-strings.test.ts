import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { writePlain } from '../../../scripts/plain-strings.mjs';

const raw = '`';

it.each([
  ['backslashes', String.raw`\d\\n\x60`],
  ['an escaped backtick', String.raw`a\`b`],
  ['a dollar and an escaped one before a brace', String.raw`$ $1 \${x} $`],
  ['several lines', 'one\\\ntwo'],
  ['nothing', ''],
])('a template means what it meant to String.raw: %s', (_, body) => {
  const written = writePlain(`export const a = String.raw${raw}${body}${raw};`);
  expect(written).not.toContain('String.raw');
  expect(read(written)).toBe(body);
});

it('substitutions stay, and templates within them are written too', () => {
  const written = writePlain('const b = "+"; export const a = String.raw`\\s${b}\\w${String.raw`\\d${b}`}\\n`;');
  expect(written).not.toContain('String.raw');
  expect(read(written)).toBe('\\s+\\w\\d+\\n');
});

it('other templates, strings and comments stay as they are', () => {
  const source = 'const a = `\\n`; const b = "String.raw`x`"; // String.raw`y`\nconst c = /`\\d/;';
  expect(writePlain(source)).toBe(source);
});

/** The value of `a`. */
function read(source: string): unknown {
  return runInNewContext(`${source.replace('export ', '')}; a`);
}
