import type { ScopeNeeds } from '../../core/policy/scopes.ts';
import { buildHierarchy } from '../hierarchy.ts';
import type { IdentitySource } from '../policy-source.ts';
import type { Report } from '../problem.ts';

const texts = { path: ['identity', 'scopes'], kind: 'scope', kinds: 'scopes', link: 'includes', circle: 'scopes include each other in a circle' } as const;

/** What is known of scopes. */
export interface ScopeGraph {
  /** Those that the policy names; undefined where it leaves that to its tools. */
  readonly names: readonly string[] | undefined;
  /** What an entry says of scopes that are needed, in this order: nothing where there are none. */
  readonly needs: (...lists: readonly (readonly string[] | undefined)[]) => { readonly scopes?: ScopeNeeds };
}

/** Works out which scopes include which, reporting scopes that do not exist and circles. */
export function buildScopes({ scopes }: IdentitySource = {}, report: Report = () => undefined): ScopeGraph {
  const hierarchy = scopes && buildHierarchy(Object.fromEntries(Object.entries(scopes).map(([name, { includes = [] }]) => [name, includes])), texts, report);
  const expand = (scope: string): readonly string[] => [...new Set([scope, ...(hierarchy?.expand([scope]) ?? [])])];
  return {
    names: hierarchy?.names,
    needs: (...lists) => {
      const needed = [...new Set(lists.flatMap((list = []) => list))];
      return needed.length === 0 ? {} : { scopes: needed.map(expand) };
    },
  };
}
