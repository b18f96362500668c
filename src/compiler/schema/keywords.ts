/** What a keyword's value holds: other schemas or not, and whether those look at the same value (`inPlace`). */
export type KeywordKind = 'plain' | 'schema' | 'list' | 'table' | 'inPlaceSchema' | 'inPlaceList' | 'inPlaceTable';

/** Keywords the validator in nginx knows (core/policy/json-schema-node.ts). */
export const keywordKinds: ReadonlyMap<string, KeywordKind> = new Map<string, KeywordKind>([
  ...of('plain', 'type', 'enum', 'const', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum'),
  ...of('plain', 'exclusiveMaximum', 'multipleOf', 'required', 'dependentRequired', 'minProperties', 'maxProperties'),
  ...of('plain', 'minContains', 'maxContains', 'minItems', 'maxItems', 'uniqueItems', '$ref'),
  ...of('schema', 'additionalProperties', 'unevaluatedProperties', 'propertyNames', 'items', 'contains'),
  ...of('list', 'prefixItems'),
  ...of('table', 'properties', 'patternProperties', '$defs'),
  ...of('inPlaceSchema', 'not', 'if', 'then', 'else'),
  ...of('inPlaceList', 'allOf', 'anyOf', 'oneOf'),
  ...of('inPlaceTable', 'dependentSchemas'),
]);

/** Keywords that say nothing about what is valid. */
export const annotationKeywords: ReadonlySet<string> = new Set(
  ['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly', '$comment', '$schema'],
);

/** Every keyword one may write. */
export const supportedKeywords: readonly string[] = [...keywordKinds.keys(), ...annotationKeywords];

function of(kind: KeywordKind, ...keywords: readonly string[]): (readonly [string, KeywordKind])[] {
  return keywords.map((keyword) => [keyword, kind] as const);
}

/** A schema object, or any mapping. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** Whether the value is a mapping. */
export function isSchemaObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schemas a keyword holds, each with the steps from the keyword to it. */
export function subschemas(keyword: string, value: unknown): readonly (readonly [unknown, readonly (string | number)[]])[] {
  switch (keywordKinds.get(keyword)) {
    case 'schema':
    case 'inPlaceSchema':
      return [[value, []]];
    case 'list':
    case 'inPlaceList':
      return Array.isArray(value) ? value.map((item, index) => [item, [index]] as const) : [];
    case 'table':
    case 'inPlaceTable':
      return isSchemaObject(value) ? Object.entries(value).map(([key, item]) => [item, [key]] as const) : [];
    default:
      return [];
  }
}
