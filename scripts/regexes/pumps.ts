import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import type { Pattern } from './pattern.ts';

/** A text that gets a pattern going: its beginning, and what is repeated behind it. */
export interface Pump {
  readonly before: string;
  readonly unit: string;
}

/** Characters a class is asked for, likely ones first. */
const candidates = ['a', '1', ' ', '.', '/', '-', "'", '"', ';', '(', '%', '\\', '\n', 'A', '\u00e9', '\u4e2d', '\u202e'];

/**
 * Texts made for a pattern: each repetition in it again and again, behind what leads to it or behind nothing; and all that it
 * matches again and again, whole and cut short.
 */
export function pumpsOf({ source, flags }: Pattern): Pump[] {
  const isUnicode = flags.includes('u');
  const pattern = new RegExpParser({ ecmaVersion: 2023 }).parsePattern(source, 0, source.length, { unicode: isUnicode });
  const units: Pump[] = pattern.alternatives.flatMap((alternative) => {
    const whole = sampleOf(alternative, flags);
    return [whole, whole.slice(0, -1), whole.slice(0, whole.length / 2)].map((unit) => ({ before: '', unit }));
  });
  visitRegExpAST(pattern, {
    onQuantifierEnter: (node) => {
      if (node.max < 2) return;
      const before = leadTo(node, flags);
      for (const unit of samplesOf(node.element, flags)) units.push({ before, unit }, { before: '', unit }, { before: '', unit: before + unit });
    },
  });
  const known = new Map(units.filter(({ unit }) => unit !== '').map((pump) => [JSON.stringify(pump), pump]));
  return [...known.values()];
}

/** What a node matches, once for each alternative of a group. */
function samplesOf(node: AST.Element, flags: string): string[] {
  if (node.type !== 'Group' && node.type !== 'CapturingGroup') return [sampleOf(node, flags)];
  return node.alternatives.map((alternative) => sampleOf(alternative, flags));
}

/** One text the node matches, likely; assertions are not looked at. */
function sampleOf(node: AST.Element | AST.Alternative, flags: string): string {
  switch (node.type) {
    case 'Alternative':
      return node.elements.map((element) => sampleOf(element, flags)).join('');
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives[0] === undefined ? '' : sampleOf(node.alternatives[0], flags);
    case 'Quantifier':
      return sampleOf(node.element, flags).repeat(Math.min(Math.max(node.min, 1), 64));
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return characterOf(node.raw, flags);
    case 'Assertion':
    case 'Backreference':
      return '';
  }
}

function characterOf(raw: string, flags: string): string {
  const one = new RegExp(`^${raw}$`, flags.replace(/[gy]/g, ''));
  const codes = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));
  return [...candidates, ...codes].find((character) => one.test(character)) ?? 'a';
}

/** What the pattern matches before the node. */
function leadTo(node: AST.Node, flags: string): string {
  const { parent } = node;
  if (parent === null) return '';
  const before = leadTo(parent, flags);
  if (parent.type !== 'Alternative') return before;
  const at = parent.elements.findIndex((element) => element === node);
  return before + parent.elements.slice(0, at).map((element) => sampleOf(element, flags)).join('');
}
