import { inspect, type FirstLook } from '../../src/core/inspect/inspect.ts';
import { nonAsciiFor, triggerFor } from '../../src/core/inspect/triggers.ts';
import { kinds } from '../../src/core/policy/kind.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { families, prefixes, type Families } from './adversarial.ts';
import { mixedNearMisses, nearMisses } from './near-misses.ts';
import { expectProportion, type Work } from './proportion.ts';

/** Vouches for nothing. */
const suspicious: FirstLook = { suspicion: () => 'odd', suspects: () => true };

/** The triggers as RegExp, compiled once as nginx compiles them. */
function lookOnce(): FirstLook {
  const patterns = new Map(
    kinds.map((kind) => {
      const nonAscii = nonAsciiFor(kind, 'odd');
      return [kind, [new RegExp(triggerFor(kind, 'odd'), 'is'), ...(nonAscii === '' ? [] : [new RegExp(`[${nonAscii}]`, 'u')])]] as const;
    }),
  );
  return { suspicion: (kind, text) => ((patterns.get(kind)?.some((pattern) => pattern.test(text)) ?? true) ? 'odd' : ''), suspects: () => true };
}

/** Inspects each family, and the near misses of every rule, as an argument of each kind, with a first look that suspects everything. */
export function runHostileInspections(files: readonly CaseFile[], budget: number): void {
  const missing: Families = new Map([...mixedNearMisses(files), ...files.flatMap((file) => [...nearMisses(file)])]);
  expectProportion([...inspections(suspicious, families, prefixes), ...inspections(suspicious, missing, [''])], { budget, noteworthy: 8 });
}

/** The same with the look by RegExp, whose time is no matter, being PCRE's in nginx: only its growth counts. */
export function runHostileLooks(files: readonly CaseFile[]): void {
  expectProportion(inspections(lookOnce(), new Map([...families, ...mixedNearMisses(files)]), ['']), { budget: Infinity, noteworthy: 12 });
}

function inspections(first: FirstLook, given: Families, before: readonly string[]): Work[] {
  return kinds.map((kind) => ({ name: `kind ${kind}`, families: given, prefixes: before, run: (text) => inspect(text, kind, first) }));
}
