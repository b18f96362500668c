import { isAlias, isCollection, isScalar, type Document, type Node, type Pair } from 'yaml';
import type { Path } from './problem.ts';

/** Where in the source the value at the path begins, or its key; as near as the path can be followed. */
export function findOffset(document: Document, path: Path, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) break;
    const pair = node.items.find((item) => isPairOf(item, step)) as Pair | undefined;
    const child: unknown = pair === undefined ? node.get(step, true) : pair.value;
    const pointAtKey = atKey && index === path.length - 1;
    const start = (pointAtKey ? undefined : rangeStart(child)) ?? rangeStart(pair?.key);
    if (start === undefined) break;
    offset = start;
    node = child;
  }
  return offset;
}

function isPairOf(item: unknown, step: string | number): boolean {
  const key: unknown = typeof item === 'object' && item !== null && 'key' in item ? item.key : undefined;
  return isScalar(key) && String(key.value) === String(step);
}

function rangeStart(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
