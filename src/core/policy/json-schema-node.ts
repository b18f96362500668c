/**
 * A JSON Schema 2020-12 as the compiled policy carries it: annotations gone, objects closed, `$ref` an index
 * into the root's `$defs`, patterns proven linear (compiler/schema).
 */
export type SchemaNode = boolean | SchemaKeywords;

/** The keywords the validator knows; the compiler refuses any other. */
export interface SchemaKeywords {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly properties?: { readonly [name: string]: SchemaNode };
  readonly patternProperties?: { readonly [pattern: string]: SchemaNode };
  readonly additionalProperties?: SchemaNode;
  readonly unevaluatedProperties?: SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly required?: readonly string[];
  readonly dependentRequired?: { readonly [name: string]: readonly string[] };
  readonly dependentSchemas?: { readonly [name: string]: SchemaNode };
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly prefixItems?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly contains?: SchemaNode;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly if?: SchemaNode;
  readonly then?: SchemaNode;
  readonly else?: SchemaNode;
  readonly $ref?: number;
  /** In the root only. */
  readonly $defs?: readonly SchemaNode[];
}

/** Validates one value against one node; `seen` collects the property names that were evaluated, when asked. */
export type Match = (node: SchemaNode, value: unknown, seen?: Set<string>) => boolean;
