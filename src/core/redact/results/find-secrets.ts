import type { SecretRule, Span } from './rule.ts';
import { cost, Work } from './work.ts';

/** A secret in a text. */
export interface Found {
  readonly rule: SecretRule;
  readonly span: Span;
}

/**
 * The secrets in a text by these rules, in order and apart. With the name of the member whose value the text is, also
 * those that only the name tells. Rules that the work left does not allow find nothing.
 */
export function findSecrets(text: string, rules: readonly SecretRule[], name = '', work = new Work(Infinity)): readonly Found[] {
  // Whether there are hints of a rule is seen in an eighth of the time that the rule takes.
  if (!work.spend(cost.searched + rules.length * (cost.rule + text.length / 8))) return [];
  const [lower, lowerName] = [text.toLowerCase(), name.toLowerCase()];
  const found: Found[] = [];
  for (const rule of rules) {
    if (text.length < rule.shortest) continue;
    const units = (text.length + name.length) * (rule.weight ?? 1);
    if (isHinted(rule, text, lower) && work.spend(units)) for (const span of rule.find(text)) found.push({ rule, span });
    if (rule.byName === true && name !== '' && isHinted(rule, name, lowerName) && work.spend(units)) found.push(...findByName(text, rule, name));
  }
  work.spend(found.length * cost.found);
  return keepApart(found);
}

function isHinted({ hints, ignoreCase }: SecretRule, text: string, lower: string): boolean {
  const where = ignoreCase === true ? lower : text;
  for (const hint of hints) if (where.includes(hint)) return true;
  return false;
}

function findByName(text: string, rule: SecretRule, name: string): readonly Found[] {
  const before = `${name}: `;
  return rule
    .find(before + text)
    .filter(([from]) => from >= before.length)
    .map(([from, to]) => ({ rule, span: [from - before.length, to - before.length] as const }));
}

/** Joins what overlaps; of two that begin alike the longer gives the name, then the earlier rule. */
export function keepApart(found: readonly Found[]): readonly Found[] {
  if (found.length < 2) return found;
  const sorted = found.toSorted((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  const apart: Found[] = [];
  for (const one of sorted) {
    const last = apart.at(-1);
    if (last === undefined || one.span[0] >= last.span[1]) apart.push(one);
    else if (one.span[1] > last.span[1]) apart[apart.length - 1] = { rule: last.rule, span: [last.span[0], one.span[1]] };
  }
  return apart;
}
