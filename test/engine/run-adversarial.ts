import { inspectors } from '../../src/core/inspect/registry.ts';
import type { Inspector } from '../../src/core/inspect/rule.ts';
import { Subject } from '../../src/core/inspect/subject.ts';
import type { Kind } from '../../src/core/policy/kind.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { families, prefixes, type Families } from './adversarial.ts';
import { mixedNearMisses, nearMisses } from './near-misses.ts';
import { expectProportion, type Work } from './proportion.ts';

/**
 * Feeds every inspector, for each of its kinds, each family and the near misses of every rule: of its own one by one, of the
 * others all in one text.
 */
export function runAdversarial(files: readonly CaseFile[], budget: number): void {
  const mixed = mixedNearMisses(files);
  const works = inspectors.flatMap((inspector) => {
    const own = files.filter(({ rule }) => rule === inspector.rule).flatMap((file) => [...nearMisses(file)]);
    return inspector.kinds.flatMap((kind) => [feed(inspector, kind, families, prefixes), feed(inspector, kind, new Map([...mixed, ...own]), [''])]);
  });
  expectProportion(works, { budget, noteworthy: 8 });
}

function feed({ rule, finds }: Inspector, kind: Kind, given: Families, before: readonly string[]): Work {
  return { name: `${rule} on ${kind}`, families: given, prefixes: before, run: (text) => finds(new Subject(text, kind)) };
}
