import { inspect } from '../../src/core/inspect/inspect.ts';
import { inspectors } from '../../src/core/inspect/registry.ts';
import { lookByRegExp } from '../../src/core/inspect/triggers.ts';
import { Subject } from '../../src/core/inspect/subject.ts';
import type { Kind } from '../../src/core/policy/kind.ts';
import type { CaseFile } from './case-file.ts';

/** What is wrong with a rule's cases as sentences; empty when all hold. Runs in Node and in QuickJS. */
export function checkCases({ rule, attacks, benign }: CaseFile): string[] {
  const problems: string[] = [];
  for (const [kind, text] of attacks) {
    const shown = `${rule}, kind ${kind}: ${JSON.stringify(text)}`;
    if (!rulesFinding(kind, text).has(rule)) problems.push(`not found by its own rule: ${shown}`);
    if (lookByRegExp.suspicion(kind, text) === '') problems.push(`not even suspected: ${shown}`);
    // Whatever a rule does by itself, it can be made to deny.
    if (inspect(text, kind, lookByRegExp, { modes: { [rule]: 'deny' } }) === undefined) problems.push(`let through: ${shown}`);
  }
  for (const [kind, text] of benign) {
    for (const found of rulesFinding(kind, text)) problems.push(`false alarm ${found}: ${rule}, kind ${kind}: ${JSON.stringify(text)}`);
  }
  return problems;
}

/** The rules that find something when each inspector is asked, whatever its trigger says. */
function rulesFinding(kind: Kind, text: string): Set<string> {
  return new Set(inspectors.filter((one) => one.kinds.includes(kind) && one.finds(new Subject(text, kind))).map(({ rule }) => rule));
}
