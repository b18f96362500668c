import fc from 'fast-check';

/** A JSON Schema as an object. */
export type Schema = Readonly<Record<string, unknown>>;

const names = ['a', 'b', 'c', 'ab'] as const;
const name = fc.constantFrom(...names);
const scalar = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', 'abc', '\u{1F600}', '\u{1F600}\u{1F600}x'),
  fc.integer({ min: -3, max: 6 }),
  fc.constantFrom(0.5, 1.5, 2.25),
  fc.boolean(),
  fc.constant(null),
);
const small = fc.integer({ min: 0, max: 3 });
const pattern = fc.constantFrom('^a', 'b$', '^[ab]{1,2}$', '^\\p{L}+$');
const type = fc.constantFrom('object', 'array', 'string', 'number', 'integer', 'boolean', 'null');

/** A small JSON value over the same few names and scalars as the schemas, so that they often nearly match. */
export const jsonValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const { schema } = fc.letrec<{ schema: unknown; table: unknown; list: unknown; node: Schema }>((tie) => ({
  schema: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.boolean(), fc.constant({ $ref: '#/$defs/leaf' }), fc.record({ type }), fc.record({ properties: fc.constant({ a: { $ref: '#' } }) }), tie('node'), tie('node')),
  table: fc.dictionary(name, tie('schema'), { maxKeys: 3, noNullPrototype: true }),
  list: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
  node: fc.record(
    {
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.array(jsonValue, { minLength: 1, maxLength: 4 }),
      const: jsonValue,
      minLength: small,
      maxLength: small,
      pattern,
      minimum: small,
      maximum: small,
      exclusiveMinimum: small,
      exclusiveMaximum: small,
      multipleOf: fc.constantFrom(1, 2, 0.5),
      properties: tie('table'),
      patternProperties: fc.dictionary(pattern, tie('schema'), { maxKeys: 2, noNullPrototype: true }),
      additionalProperties: tie('schema'),
      unevaluatedProperties: tie('schema'),
      propertyNames: fc.record({ maxLength: small, pattern }, { requiredKeys: [] }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
      dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2, noNullPrototype: true }),
      dependentSchemas: tie('table'),
      minProperties: small,
      maxProperties: small,
      prefixItems: tie('list'),
      items: tie('schema'),
      contains: tie('schema'),
      minContains: small,
      maxContains: small,
      minItems: small,
      maxItems: small,
      uniqueItems: fc.boolean(),
      allOf: tie('list'),
      anyOf: tie('list'),
      oneOf: tie('list'),
      not: tie('schema'),
      if: tie('schema'),
      then: tie('schema'),
      else: tie('schema'),
      title: fc.constant('ignored'),
    },
    { requiredKeys: [] },
  ).chain((all) => fc.subarray(Object.keys(all), { maxLength: 5 }).map((keys) => Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)))))
    .map(dropIdle),
}));

/** Without keywords that say nothing alone: the compiler refuses them so, and Ajv does not collect from such an `if`. */
function dropIdle(node: Schema): Schema {
  const idle = (key: string): boolean =>
    (/^(?:min|max)Contains$/.test(key) && !('contains' in node)) || (key === 'if' && !('then' in node) && !('else' in node));
  return Object.fromEntries(Object.entries(node).filter(([key]) => !idle(key)));
}

/** A schema over the keywords the compiler supports, with references to itself and to a definition. */
export const schemaObject: fc.Arbitrary<Schema> = fc
  .tuple(schema, fc.constantFrom({ type: 'string' }, { type: 'object', properties: { a: { type: 'integer' } } }))
  .map(([root, leaf]) => ({ ...(typeof root === 'object' ? root : { type: 'object' }), $defs: { leaf } }));
