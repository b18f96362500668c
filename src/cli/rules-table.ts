import { describeOwnModes, type CatalogueRule } from '../compiler/rule-catalogue.ts';
import { wrap } from './wrap.ts';

const width = 100;

/** The rules of inspection as a table, one block of lines each. */
export function renderRules(rules: readonly CatalogueRule[]): string {
  const margin = Math.max(...rules.map(({ id }) => id.length)) + 2;
  return rules
    .map((rule) => describeRule(rule).flatMap((line) => wrap(line, width - margin)).map((line, index) => (index === 0 ? rule.id : '').padEnd(margin) + line).join('\n'))
    .join('\n\n');
}

function describeRule(rule: CatalogueRule): readonly string[] {
  return [`${describeOwnModes(rule)}; kinds: ${rule.kinds.map(({ kind }) => kind).join(', ')}`, `stops: ${rule.stops}`, `passes: ${rule.passes}`, `see: ${rule.sources.join(', ')}`];
}
