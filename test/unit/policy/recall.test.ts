import { describe, expect, it } from 'vitest';
import { recallEntry } from '../../../src/core/policy/recall.ts';

const text = (name: string): string => JSON.stringify({ name, roles: ' r ', args: { a: { enum: [['x']] } } });

describe('an entry recalled', () => {
  it('is what its text says, the same each time', () => {
    const first = recallEntry(text('t'));
    expect(first).toEqual(JSON.parse(text('t')));
    expect(recallEntry(text('t'))).toBe(first);
    expect(recallEntry(text('u'))?.name).toBe('u');
  });

  it('cannot be changed by one request for another', () => {
    const list = recallEntry(text('t'))?.args?.['a']?.enum as unknown[][];
    expect(() => list[0]?.push('y')).toThrow(TypeError);
    expect(() => Object.assign(recallEntry(text('t')) ?? {}, { roles: ' all ' })).toThrow(TypeError);
  });

  it('is forgotten when too many others came, and read again', () => {
    const first = recallEntry(text('t'));
    for (let at = 0; at < 40; at++) recallEntry(text(`t${at}`));
    expect(recallEntry(text('t'))).not.toBe(first);
    expect(recallEntry(text('t'))).toEqual(first);
  });

  it.each(['', '12.', '+3:7', 'null'])('is none for %j, which the whole way reads', (value) => {
    expect(recallEntry(value)).toBeUndefined();
  });
});
