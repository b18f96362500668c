import { matchesArray } from './json-schema-array.ts';
import { isOneOf } from './json-schema-equal.ts';
import type { Match, SchemaKeywords, SchemaNode } from './json-schema-node.ts';
import { matchesObject, type JsonObject } from './json-schema-object.ts';
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
    // Written out rather than called: a call costs QuickJS more than a dozen absent properties.
    const { type, unevaluatedProperties } = node;
    if (type !== undefined && (type !== typeof part || type === 'object') && !hasType(part, type)) return false;
    if (node.enum !== undefined && !isOneOf(part, node.enum)) return false;
    if (node.const !== undefined && !isOneOf(part, [node.const])) return false;
    const evaluated = unevaluatedProperties === undefined ? seen : new Set<string>();
    if (typeof part === 'string') {
      if (!matchesString(node, part)) return false;
    } else if (typeof part === 'number') {
      if (!matchesNumber(node, part)) return false;
    } else if (typeof part === 'object' && part !== null) {
      if (!(Array.isArray(part) ? matchesArray(node, part, match) : matchesObject(node, part as JsonObject, match, evaluated))) return false;
    }
    if (node.$ref !== undefined && !match(defs?.[node.$ref] ?? false, part, evaluated)) return false;
    const combined = node.allOf ?? node.anyOf ?? node.oneOf ?? node.not ?? node.if;
    if (combined !== undefined && !matchesCombined(node, part, match, evaluated)) return false;
    return unevaluatedProperties === undefined || matchesUnevaluated(unevaluatedProperties, part, evaluated, match, seen);
  };
  // Under `not` running out of steps would read as a match, so the end counts too.
  return match(schema, value) && steps <= maxSteps;
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
  evaluated: ReadonlySet<string> | undefined,
  match: Match,
  seen?: Set<string>,
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  for (const [name, member] of Object.entries(value)) {
    if (!evaluated?.has(name) && !match(schema, member)) return false;
    seen?.add(name);
  }
  return true;
}
