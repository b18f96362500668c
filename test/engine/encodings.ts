import type { Kind } from '../../src/core/policy/kind.ts';
import type { Rule } from '../../src/core/rules.ts';
import type { Case, CaseFile } from '../cases/case-file.ts';

/** A writing of attacks that the inspectors of a rule say they undo. */
interface Encoding {
  readonly name: string;
  readonly rule: Rule;
  readonly kinds: readonly Kind[];
  /** Whether the text can be written so at all. */
  readonly applies: (text: string) => boolean;
  /** Writes it so; `choose` gives one number after the other, for what may be written one way or another. */
  readonly encode: (text: string, choose: () => number) => string;
}

const separators = /[;|&`$(\n]/g;

/** Percent-encodes one character; encoded again, so often as said. */
function percent(character: string, times: number): string {
  return `%${'25'.repeat(times - 1)}${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

export const encodings: readonly Encoding[] = [
  ...[1, 2].map((times): Encoding => ({
    name: `with its separators percent-encoded, ${times} times`,
    rule: 'shell.injection',
    kinds: ['path', 'id'],
    applies: (text) => text.search(separators) >= 0 && !text.includes('%'),
    encode: (text) => text.replace(separators, (character) => percent(character, times)),
  })),
  {
    name: 'form-encoded',
    rule: 'sql.injection',
    kinds: ['id', 'text'],
    applies: (text) => text.includes(' ') && !/[+%\n\t]/.test(text),
    encode: (text, choose) => text.replaceAll(' ', () => (choose() % 2 === 0 ? '+' : '%20')).replace(/['"]/g, (quote) => (choose() % 2 === 0 ? quote : percent(quote, 1))),
  },
  {
    name: 'in letters of any case',
    rule: 'sql.injection',
    kinds: ['id', 'text'],
    applies: () => true,
    encode: (text, choose) => text.replace(/[a-z]/gi, (letter) => (choose() % 2 === 0 ? letter.toLowerCase() : letter.toUpperCase())),
  },
  {
    name: 'with other blanks',
    rule: 'sql.injection',
    kinds: ['id', 'text'],
    applies: (text) => text.includes(' '),
    encode: (text, choose) => text.replaceAll(' ', () => [' ', '  ', '\t', '\n', '\r\n'][choose() % 5] ?? ' '),
  },
];

/** The attacks of a rule in arguments of these kinds. */
export function attackTexts(files: readonly CaseFile[], rule: Rule, kinds: readonly Kind[]): Case[] {
  return files.filter((file) => file.rule === rule).flatMap(({ attacks }) => attacks.filter(([kind]) => kinds.includes(kind)));
}
