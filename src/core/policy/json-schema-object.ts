import type { Match, SchemaKeywords } from './json-schema-node.ts';

/** A JSON object as parsed. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Checks an object against the keywords for objects. */
export function matchesObject(node: SchemaKeywords, object: JsonObject, match: Match, seen?: Set<string>): boolean {
  const keys = Object.keys(object);
  if (node.minProperties !== undefined && keys.length < node.minProperties) return false;
  if (node.maxProperties !== undefined && keys.length > node.maxProperties) return false;
  if (node.required?.some((name) => !Object.hasOwn(object, name))) return false;
  if (node.propertyNames !== undefined) {
    for (const key of keys) if (!match(node.propertyNames, key)) return false;
  }
  const dependent = node.dependentRequired ?? node.dependentSchemas;
  if (dependent !== undefined && !hasDependencies(node, object, match, seen)) return false;
  return matchesProperties(node, object, keys, match, seen);
}

function matchesProperties(
  node: SchemaKeywords,
  object: JsonObject,
  keys: readonly string[],
  match: Match,
  seen?: Set<string>,
): boolean {
  const { properties, patternProperties, additionalProperties } = node;
  for (const key of keys) {
    const value = object[key];
    let evaluated = false;
    const schema = properties?.[key];
    if (schema !== undefined && properties !== undefined && Object.hasOwn(properties, key)) {
      if (!match(schema, value)) return false;
      evaluated = true;
    }
    if (patternProperties !== undefined) {
      for (const [pattern, patternSchema] of Object.entries(patternProperties)) {
        if (!new RegExp(pattern, 'u').test(key)) continue;
        if (!match(patternSchema, value)) return false;
        evaluated = true;
      }
    }
    if (!evaluated && additionalProperties !== undefined) {
      if (!match(additionalProperties, value)) return false;
      evaluated = true;
    }
    if (evaluated) seen?.add(key);
  }
  return true;
}

function hasDependencies(node: SchemaKeywords, object: JsonObject, match: Match, seen?: Set<string>): boolean {
  for (const [name, required] of Object.entries(node.dependentRequired ?? {})) {
    if (Object.hasOwn(object, name) && required.some((other) => !Object.hasOwn(object, other))) return false;
  }
  for (const [name, schema] of Object.entries(node.dependentSchemas ?? {})) {
    if (Object.hasOwn(object, name) && !match(schema, object, seen)) return false;
  }
  return true;
}
