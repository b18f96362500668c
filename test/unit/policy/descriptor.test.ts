import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestDescriptor } from '../../../src/compiler/lock/digest.ts';
import { descriptorDigestInput } from '../../../src/core/policy/descriptor.ts';
import { pinModeOf, pinOf } from '../../../src/core/policy/pin.ts';

const digest = (json: string): string | undefined => descriptorDigestInput(JSON.parse(json));

describe('the canonical form of a descriptor', () => {
  it.each([
    ['the order of members', '{"a":1,"b":{"d":2,"c":3}}', '{"b":{"c":3,"d":2},"a":1}'],
    ['blanks', '{"a":[1,2]}', '{ "a" : [ 1 , 2 ] }'],
    ['how a character is escaped', '{"a":"\\u00e9/"}', '{"a":"é\\/"}'],
    ['how a number is written', '{"a":[1,100,0.1]}', '{"a":[1.0,1e2,1e-1]}'],
  ])('does not tell %s', (_, one, other) => {
    expect(digest(one)).toBe(digest(other));
  });

  it.each([
    ['a number and its text', '{"a":1}', '{"a":"1"}'],
    ['absent and null', '{}', '{"a":null}'],
    ['an object and a list', '{"a":{"0":1}}', '{"a":[1]}'],
    ['the order of a list', '{"a":[1,2]}', '{"a":[2,1]}'],
    ['an invisible character', '{"a":"b"}', '{"a":"b\\u200b"}'],
    ['two spellings of a letter', '{"a":"\\u00e9"}', '{"a":"e\\u0301"}'],
    ['a quote that closes a string', '{"a":"b","c":"d"}', '{"a":"b\\",\\"c\\":\\"d"}'],
    ['keys that differ by case', '{"a":1}', '{"A":1}'],
    ['where a member stands', '{"a":{"b":1}}', '{"a":{},"b":1}'],
  ])('tells apart %s', (_, one, other) => {
    expect(digest(one)).toBeTypeOf('string');
    expect(digest(one)).not.toBe(digest(other));
  });

  it.each([
    ['an integer beyond 2^53', '{"a":9007199254740993}'],
    ['a number beyond a double', '{"a":1e400}'],
    ['minus zero', '{"a":-0}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['a lone surrogate in a name', '{"\\udc00":1}'],
    ['__proto__', '{"a":[{"__proto__":1}]}'],
    ['nesting without end', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['what is no object', '["a"]'],
  ])('there is none of %s', (_, json) => {
    expect(digest(json)).toBeUndefined();
  });

  it('is read back as what it was made of, so that no two descriptors share one', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 5 }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      const canonical = descriptorDigestInput(plain);
      if (canonical !== undefined) expect(JSON.parse(canonical)).toEqual(plain);
    }));
  });

  it('is what SHA-256 is taken over, in UTF-8', () => {
    const descriptor = { name: 'é€😀\u0000', schema: { b: [1.5, true, null], a: '"\\' } };
    expect(digestDescriptor(descriptor)).toBe(createHash('sha256').update(descriptorDigestInput(descriptor) ?? '', 'utf8').digest('hex'));
  });
});

it('reads the pin of an entry, and the mode of a server', () => {
  expect([pinOf({ name: 'a', pin: 'ff' }), pinOf({ name: 'a' }), pinOf(undefined), pinOf('pin')]).toEqual(['ff', undefined, undefined, undefined]);
  expect([pinModeOf({ mode: 'enforce', roles: ' ' }), pinModeOf({ mode: 'enforce', roles: ' ', pin: 'warn' })]).toEqual(['off', 'warn']);
});
