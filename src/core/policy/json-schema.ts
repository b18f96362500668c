import { matchesArray } from './json-schema-array.ts';
import { isOneOf } from './json-schema-equal.ts';
import type { Match, SchemaKeywords, SchemaNode } from './json-schema-node.ts';
import { matchesObject } from './json-schema-object.ts';
import { hasType, matchesNumber, matchesString } from './json-schema-scalar.ts';

/** Nodes visited for one value at most: a schema whose branches multiply denies instead of blocking the worker. */
const maxSteps = 20_000;

/**
 * Whether the value satisfies the compiled JSON Schema. An interpreter, because nginx has no `eval` for Ajv and
 * generated code would sit in every request's context; bench/json-schema.ts holds the numbers.
 */
export function matchesSchema(value: unknown, schema: SchemaNode): boolean {
  const defs = typeof schema === 'boolean' ? undefined : schema.$defs;
  let steps = 0;
  const match: Match = (node, part, seen) => {
    if (typeof node === 'boolean') return node;
    if (++steps > maxSteps) return false;
    if (node.unevaluatedProperties === undefined) return matchesNode(node, part, seen);
    const own = new Set<string>();
    return matchesNode(node, part, own) && matchesUnevaluated(node.unevaluatedProperties, part, own, match, seen);
  };
  const matchesNode = (node: SchemaKeywords, part: unknown, seen?: Set<string>): boolean =>
    (node.type === undefined || hasType(part, node.type)) &&
    (node.enum === undefined || isOneOf(part, node.enum)) &&
    (node.const === undefined || isOneOf(part, [node.const])) &&
    matchesByType(node, part, match, seen) &&
    (node.$ref === undefined || match(defs?.[node.$ref] ?? false, part, seen)) &&
    matchesCombined(node, part, match, seen);
  // Under `not` running out of steps would read as a match, so the end counts too.
  return match(schema, value) && steps <= maxSteps;
}

function matchesByType(node: SchemaKeywords, value: unknown, match: Match, seen?: Set<string>): boolean {
  if (typeof value === 'string') return matchesString(node, value);
  if (typeof value === 'number') return matchesNumber(node, value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return matchesArray(node, value, match);
  return matchesObject(node, value as Readonly<Record<string, unknown>>, match, seen);
}

function matchesCombined(node: SchemaKeywords, value: unknown, match: Match, seen?: Set<string>): boolean {
  if (node.allOf !== undefined && !node.allOf.every((schema) => match(schema, value, seen))) return false;
  if (node.anyOf !== undefined && !matchesAny(node.anyOf, value, match, seen)) return false;
  if (node.oneOf !== undefined && countMatches(node.oneOf, value, match, seen) !== 1) return false;
  if (node.not !== undefined && match(node.not, value)) return false;
  if (node.if === undefined) return true;
  const branch = countMatches([node.if], value, match, seen) === 1 ? node.then : node.else;
  return branch === undefined || match(branch, value, seen);
}

function matchesAny(schemas: readonly SchemaNode[], value: unknown, match: Match, seen?: Set<string>): boolean {
  return seen ? countMatches(schemas, value, match, seen) > 0 : schemas.some((schema) => match(schema, value));
}

/** Counts the schemas that hold; only those tell which properties were evaluated. */
function countMatches(schemas: readonly SchemaNode[], value: unknown, match: Match, seen?: Set<string>): number {
  let count = 0;
  for (const schema of schemas) {
    const evaluated = seen && new Set<string>();
    if (!match(schema, value, evaluated)) continue;
    count++;
    for (const name of evaluated ?? []) seen?.add(name);
  }
  return count;
}

function matchesUnevaluated(
  schema: SchemaNode,
  value: unknown,
  evaluated: ReadonlySet<string>,
  match: Match,
  seen?: Set<string>,
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  for (const [name, member] of Object.entries(value)) {
    if (!evaluated.has(name) && !match(schema, member)) return false;
    seen?.add(name);
  }
  return true;
}
