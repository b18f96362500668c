import { canonicalJson } from './json-schema-equal.ts';
import type { Match, SchemaKeywords } from './json-schema-node.ts';

/** Checks an array against the keywords for arrays. */
export function matchesArray(node: SchemaKeywords, items: readonly unknown[], match: Match): boolean {
  if (node.minItems !== undefined && items.length < node.minItems) return false;
  if (node.maxItems !== undefined && items.length > node.maxItems) return false;
  const prefix = node.prefixItems;
  if (prefix?.some((schema, at) => at < items.length && !match(schema, items[at]))) return false;
  if (node.items !== undefined) {
    for (let at = prefix?.length ?? 0; at < items.length; at++) {
      if (!match(node.items, items[at])) return false;
    }
  }
  if (node.uniqueItems === true && new Set(items.map(canonicalJson)).size < items.length) return false;
  return node.contains === undefined || containsEnough(node, items, match);
}

function containsEnough(node: SchemaKeywords, items: readonly unknown[], match: Match): boolean {
  const { contains = true, minContains = 1, maxContains = Infinity } = node;
  const found = items.filter((item) => match(contains, item)).length;
  return found >= minContains && found <= maxContains;
}
