import { describe, expect, it } from 'vitest';
import { adaptSchema } from '../../../src/compiler/lock/adapt-schema.ts';

const draft7 = 'http://json-schema.org/draft-07/schema#';

describe('a server\'s schema in the words of ours', () => {
  it.each([
    ['annotations go', { $schema: draft7, $id: 'x', type: 'object', format: 'uri', 'x-mcp-header': 'A', contentEncoding: 'base64' }, { type: 'object' }],
    ['definitions', { $schema: draft7, $ref: '#/definitions/a', definitions: { a: { type: 'string', format: 'date' } } }, { $ref: '#/$defs/definitions:a', $defs: { 'definitions:a': { type: 'string' } } }],
    ['tuples', { $schema: draft7, items: [{ type: 'string' }], additionalItems: false }, { prefixItems: [{ type: 'string' }], items: false }],
    ['dependencies', { dependencies: { a: ['b'], c: { required: ['d'] } } }, { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } }],
    ['dependencies beside today\'s', { dependencies: { a: ['b'] }, dependentRequired: { c: ['d'] } }, { dependentRequired: { a: ['b'], c: ['d'] }, dependentSchemas: {} }],
    ['what stood beside a reference then', { $schema: draft7, properties: { a: { $ref: '#', type: 'string' } } }, { properties: { a: { $ref: '#' } } }],
    ['what stands beside one today', { properties: { a: { $ref: '#', type: 'string' } } }, { properties: { a: { $ref: '#', type: 'string' } } }],
    ['values that look like schemas', { enum: [{ format: 'x' }], const: { definitions: 1 } }, { enum: [{ format: 'x' }], const: { definitions: 1 } }],
    ['properties named like keywords', { properties: { format: { type: 'string' }, definitions: { title: 'x' } } }, { properties: { format: { type: 'string' }, definitions: {} } }],
    ['what is nobody\'s keeps out, what cannot be done stays in', { nullable: true, $anchor: 'a', properties: { a: { $id: 'b' } } }, { $anchor: 'a', properties: { a: { $id: 'b' } } }],
    ['an unknown dialect stays in', { $schema: 'urn:mine', type: 'object' }, { $schema: 'urn:mine', type: 'object' }],
  ])('%s', (_, schema, adapted) => {
    expect(adaptSchema(schema)).toEqual(adapted);
  });

  it.each([draft7, 'http://json-schema.org/draft-06/schema', 'https://json-schema.org/draft/2019-09/schema', 'https://json-schema.org/draft/2020-12/schema#'])('%s is known', ($schema) => {
    expect(adaptSchema({ $schema, type: 'object' })).toEqual({ type: 'object' });
  });
});
