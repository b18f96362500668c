import type { Table } from './policy-source.ts';
import type { Report } from './problem.ts';
import { hintAt } from './suggest.ts';

/** Names of a policy of which some stand for others too, worked out. */
export interface Hierarchy {
  /** In the order of the policy. */
  readonly names: readonly string[];
  /** All that stand for one of these: themselves and what leads to them, near or far. */
  readonly expand: (wanted: readonly string[]) => readonly string[];
}

/** How problems name it. */
export interface HierarchyTexts {
  /** Where the policy has the names. */
  readonly path: readonly string[];
  /** What one of them is, and several are. */
  readonly kind: string;
  readonly kinds: string;
  /** The key below each name that says which others it stands for. */
  readonly link: string;
  /** What they do in a circle. */
  readonly circle: string;
}

type Links = Table<readonly string[]>;

/** Works a hierarchy out, reporting names that do not exist and circles. */
export function buildHierarchy(links: Links, texts: HierarchyTexts, report: Report): Hierarchy {
  const names = Object.keys(links);
  reportUnknown(links, names, texts, report);
  const reached = new Map<string, ReadonlySet<string>>();
  const circles = new Set<string>();
  for (const name of names) {
    const circle = findCircle(links, name);
    const id = circle?.toSorted().join(' ');
    if (circle === undefined || id === undefined || circles.has(id)) continue;
    circles.add(id);
    const message = `${texts.circle}: ${[...circle, name].join(' -> ')}`;
    report({ severity: 'error', path: [...texts.path, name, texts.link], message, hint: `remove one of these \`${texts.link}\`` });
  }
  for (const name of names) reached.set(name, collect(links, name));
  return {
    names,
    expand: (wanted) => names.filter((name) => wanted.some((one) => reached.get(name)?.has(one))),
  };
}

function linksOf(links: Links, name: string): readonly string[] {
  return (Object.hasOwn(links, name) ? links[name] : undefined) ?? [];
}

function reportUnknown(links: Links, names: readonly string[], { path, kind, kinds, link }: HierarchyTexts, report: Report): void {
  for (const name of names) {
    for (const [index, next] of linksOf(links, name).entries()) {
      if (Object.hasOwn(links, next)) continue;
      report({ severity: 'error', path: [...path, name, link, index], message: `there is no ${kind} \`${next}\``, hint: hintAt(next, names, kinds) });
    }
  }
}

/** The name itself and all it leads to, near and far. */
function collect(links: Links, name: string): ReadonlySet<string> {
  const seen = new Set([name]);
  // A set grows while it is walked: what is added is visited too.
  for (const one of seen) for (const next of linksOf(links, one)) seen.add(next);
  return seen;
}

/** The shortest way from a name back to itself, without the return. */
function findCircle(links: Links, start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways) {
      for (const one of linksOf(links, way.at(-1) ?? start)) {
        if (one === start) return way;
        if (seen.has(one)) continue;
        seen.add(one);
        next.push([...way, one]);
      }
    }
    ways = next;
  }
  return undefined;
}
