import { annotationKeywords, isSchemaObject, keywordKinds, type SchemaObject } from '../schema/keywords.ts';

/** Dialects that say the same as 2020-12, once the keywords below are written its way. */
const dialects = /^https?:\/\/json-schema\.org\/(?:draft\/(?:2020-12|2019-09)|draft-0[67])\/schema#?$/;
/** In these `$ref` stands for the whole schema. */
const refAlone = /draft-0[67]/;
/** Keywords that decide what is valid but that the validator in nginx does not have: left in, to be reported. */
const unsupported = new Set(['$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveAnchor', '$recursiveRef', 'unevaluatedItems', 'extends', 'disallow', 'divisibleBy']);

/**
 * A server's `inputSchema` in the words the policy's own schemas are written in: JSON Schema 2020-12 as of today.
 * Older spellings are translated; annotations, to which `format` belongs, and keywords of nobody's are left out.
 * A dialect that is not known keeps its `$schema`, to be reported.
 */
export function adaptSchema(root: SchemaObject): SchemaObject {
  const dialect = root['$schema'];
  const known = dialect === undefined || (typeof dialect === 'string' && dialects.test(dialect));
  const alone = typeof dialect === 'string' && refAlone.test(dialect);
  const adapted = Object.fromEntries(translate(root, true, alone));
  return known ? adapted : { $schema: dialect, ...adapted };
}

type Member = readonly [string, unknown];

function adapt(schema: unknown, alone: boolean): unknown {
  return isSchemaObject(schema) ? Object.fromEntries(translate(schema, false, alone)) : schema;
}

function translate(schema: SchemaObject, isRoot: boolean, alone: boolean): readonly Member[] {
  const each = (list: unknown): unknown => (Array.isArray(list) ? list.map((item) => adapt(item, alone)) : list);
  const table = (members: unknown, rename = (key: string): string => key): unknown =>
    isSchemaObject(members) ? Object.fromEntries(Object.entries(members).map(([key, value]) => [rename(key), adapt(value, alone)])) : members;

  const tuple = Array.isArray(schema['items']);
  const members = Object.entries(schema).flatMap(([keyword, value]): readonly Member[] => {
    if (alone && '$ref' in schema && keyword !== '$ref' && !(isRoot && (keyword === 'definitions' || keyword === '$defs'))) return [];
    if (keyword === '$ref') return [[keyword, typeof value === 'string' ? value.replace(/^#\/definitions\//, '#/$defs/definitions:') : value]];
    if (keyword === '$id') return isRoot ? [] : [[keyword, value]];
    if (keyword === 'definitions') return [['$defs', table(value, (name) => `definitions:${name}`)]];
    if (keyword === 'items' && tuple) return [['prefixItems', each(value)]];
    if (keyword === 'additionalItems') return tuple ? [['items', adapt(value, alone)]] : [];
    if (keyword === 'dependencies') return splitDependencies(value, alone);
    switch (keywordKinds.get(keyword)) {
      case 'schema':
      case 'inPlaceSchema':
        return [[keyword, adapt(value, alone)]];
      case 'list':
      case 'inPlaceList':
        return [[keyword, each(value)]];
      case 'table':
      case 'inPlaceTable':
        return [[keyword, table(value)]];
      case 'plain':
        return [[keyword, value]];
      case undefined:
        return unsupported.has(keyword) && !annotationKeywords.has(keyword) ? [[keyword, value]] : [];
    }
  });
  return mergeTables(members);
}

/** Draft-07 has one keyword for what are two now. */
function splitDependencies(value: unknown, alone: boolean): readonly Member[] {
  if (!isSchemaObject(value)) return [['dependentRequired', value]];
  const entries = Object.entries(value);
  return [
    ['dependentRequired', Object.fromEntries(entries.filter(([, needed]) => Array.isArray(needed)))],
    ['dependentSchemas', Object.fromEntries(entries.filter(([, needed]) => !Array.isArray(needed)).map(([name, schema]) => [name, adapt(schema, alone)]))],
  ];
}

/** `definitions` beside `$defs` gives two tables of one name, and `dependencies` beside its successors. */
function mergeTables(members: readonly Member[]): readonly Member[] {
  const merged = new Map<string, unknown>();
  for (const [keyword, value] of members) {
    const before = merged.get(keyword);
    merged.set(keyword, isSchemaObject(before) && isSchemaObject(value) ? { ...before, ...value } : value);
  }
  return [...merged];
}
