import type { Match, SchemaKeywords } from './json-schema-node.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Checks an object against the keywords for objects. */
export function matchesObject(node: SchemaKeywords, object: JsonObject, match: Match, seen?: Set<string>): boolean {
  const keys = Object.keys(object);
  if (node.minProperties !== undefined && keys.length < node.minProperties) return false;
  if (node.maxProperties !== undefined && keys.length > node.maxProperties) return false;
  if (node.required?.some((name) => !Object.hasOwn(object, name))) return false;
  if (node.propertyNames !== undefined) {
    for (const key of keys) if (!match(node.propertyNames, key)) return false;
  }
  return hasDependencies(node, object, match, seen) && matchesProperties(node, object, keys, match, seen);
}

function matchesProperties(
  node: SchemaKeywords,
  object: JsonObject,
  keys: readonly string[],
  match: Match,
  seen?: Set<string>,
): boolean {
  const { properties, additionalProperties } = node;
  const patterns = node.patternProperties && Object.entries(node.patternProperties);
  for (const key of keys) {
    const value = object[key];
    let evaluated = false;
    const schema = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (schema !== undefined) {
      if (!match(schema, value)) return false;
      evaluated = true;
    }
    for (const [pattern, patternSchema] of patterns ?? []) {
      if (!new RegExp(pattern, 'u').test(key)) continue;
      if (!match(patternSchema, value)) return false;
      evaluated = true;
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
