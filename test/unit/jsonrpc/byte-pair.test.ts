import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holdsPair } from '../../../src/core/jsonrpc/byte-pair.ts';

const holds = (text: string, pair: string): boolean => holdsPair(text, new TextEncoder().encode(text), pair);

it('finds a pair wherever it stands, and none where there is none', () => {
  const text = fc.string({ unit: fc.constantFrom('\\', 'u', '_', 'a', '\u00e9'), maxLength: 30 });
  fc.assert(fc.property(text, fc.constantFrom('\\u', '__'), (written, pair) => {
    expect(holds(written, pair)).toBe(written.includes(pair));
  }));
});

it('finds it behind very many that begin alike', () => {
  const many = '\\n'.repeat(5000);
  expect(holds(many, '\\u')).toBe(false);
  expect(holds(`${many}\\u0041`, '\\u')).toBe(true);
});
