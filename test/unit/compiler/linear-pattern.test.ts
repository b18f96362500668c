import { describe, expect, it } from 'vitest';
import { explainPattern } from '../../../src/compiler/linear-pattern.ts';

describe('a pattern', () => {
  it.each(['^[a-z]+$', '^[A-Z]{2}[A-Z0-9]{3,12}$', '^\\d{4}-\\d{2}-\\d{2}$', '^(?:jpg|jpeg)$', '\\.md$', '^\\w+(?:-\\w+)*$', '^(?:-?\\d)+$', '^\\p{L}+$'])(
    'may be %s',
    (pattern) => {
      expect(explainPattern(pattern)).toBeUndefined();
    },
  );

  it.each(['(a+)+$', '^(a|a)*$', '^(?:a|ab)*$', '^(?:a?){30}$', '^\\s*a*\\s*$', '[a-z]+\\d', '^(.)\\1+$', '^(?:[a-z]{1,3})+$', '^(?:aa?)+$', 'a{1,200}b', '(', '\\p{Foo}', '^(?:(?:a|b|ab){1,9}){1,9}$'])(
    'may not be %s',
    (pattern) => {
      expect(explainPattern(pattern)).toBeTypeOf('string');
    },
  );
});
