import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import { getFirstConsumedChar, isPotentiallyEmpty, type ReadonlyFlags } from 'regexp-ast-analysis';
import { analyse } from 'scslre';

const flags: ReadonlyFlags = { unicode: true };

/** A bounded repetition of more than this is judged as an unbounded one: its cost is only bounded on paper. */
const widenFrom = 100;
/** The same for a repeated group, whose variants multiply. */
const widenGroupFrom = 5;

/**
 * Why a regular expression may not be used on what attackers send: it is no JavaScript regex (`u` flag) or can take
 * more than linear time. `undefined` when it may.
 */
export function explainPattern(source: string): string | undefined {
  let pattern: AST.Pattern;
  try {
    new RegExp(source, 'u');
    pattern = new RegExpParser({ ecmaVersion: 2023 }).parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    return `it is not a regular expression: ${(error instanceof Error ? error.message : 'unknown fault').replace(/^Invalid regular expression: /, '')}`;
  }
  return findAmbiguity(pattern) ?? findSuperLinear(source) ?? findSuperLinear(widen(source, pattern));
}

function findSuperLinear(source: string): string | undefined {
  const [report] = analyse({ source, flags: 'u' }).reports;
  if (report === undefined) return undefined;
  const cost = report.exponential ? 'exponential' : 'quadratic';
  const text = `text of many \`${report.character.pick}\` takes it ${cost} time`;
  return report.type === 'Move' ? `${text}, because the match may begin anywhere (anchor it with \`^\`)` : `${text}, because two repetitions can match the same characters`;
}

/** What the analysis above does not see: alternatives and empty matches that can be taken in many ways. */
function findAmbiguity(pattern: AST.Pattern): string | undefined {
  let reason: string | undefined;
  visitRegExpAST(pattern, {
    onBackreferenceEnter: (node) => {
      reason ??= `the back-reference \`${node.raw}\` cannot be matched in linear time`;
    },
    onQuantifierEnter: (node) => {
      if (node.max > 1 && isPotentiallyEmpty(node.element, flags)) reason ??= `\`${node.raw}\` repeats what can be empty`;
    },
    onAlternativeEnter: (node) => {
      const { parent } = node;
      if (parent.type === 'Pattern' || parent.alternatives[0] !== node || !isRepeated(parent, 2)) return;
      if (overlap(parent.alternatives)) reason ??= `alternatives in the repeated \`${parent.raw}\` begin alike`;
    },
  });
  return reason;
}

function isRepeated(node: AST.Node | null, times: number): boolean {
  if (node === null) return false;
  return (node.type === 'Quantifier' && node.max >= times) || isRepeated(node.parent, times);
}

function overlap(alternatives: readonly AST.Alternative[]): boolean {
  const firsts = alternatives.map((alternative) => getFirstConsumedChar(alternative, 'ltr', flags));
  if (firsts.length > 1 && firsts.some((first) => first.empty)) return true;
  return firsts.some((first, index) => firsts.slice(0, index).some((other) => !first.char.isDisjointWith(other.char)));
}

/** Writes repetitions that are large, or vary inside another, as unbounded ones. */
function widen(source: string, pattern: AST.Pattern): string {
  const cuts: { readonly start: number; readonly end: number; readonly by: string }[] = [];
  visitRegExpAST(pattern, {
    onQuantifierLeave: ({ element, parent, end, min, max }) => {
      const group = element.type === 'Group' || element.type === 'CapturingGroup';
      const large = group ? max >= widenGroupFrom : max > min && max >= widenFrom;
      const varies = max > min && isRepeated(parent, widenGroupFrom);
      if ((large || varies) && max !== Infinity) cuts.push({ start: element.end, end, by: min === 0 ? '*' : '+' });
    },
  });
  return cuts.toSorted((a, b) => b.start - a.start).reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), source);
}
