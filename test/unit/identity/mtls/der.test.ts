import { describe, expect, it } from 'vitest';
import { readElements, readOnly } from '../../../../src/core/identity/mtls/der.ts';

const read = (...bytes: readonly number[]): unknown => readElements(Uint8Array.from(bytes), { start: 0, end: bytes.length });
const zeros = (count: number): readonly number[] => new Array<number>(count).fill(0);

describe('DER', () => {
  it('is read element by element', () => {
    expect(read(0x04, 1, 7, 0x30, 0)).toEqual([{ tag: 4, start: 2, end: 3 }, { tag: 0x30, start: 5, end: 5 }]);
    expect(read()).toEqual([]);
    expect(read(0x04, 0x81, 0x80, ...zeros(128))).toEqual([{ tag: 4, start: 3, end: 131 }]);
    expect(read(0x04, 0x82, 1, 0, ...zeros(256))).toEqual([{ tag: 4, start: 4, end: 260 }]);
  });

  it.each([
    ['a length in more bytes than it needs', [0x04, 0x81, 0x7f, ...zeros(127)]],
    ['a length with a zero before it', [0x04, 0x82, 0, 0x80, ...zeros(128)]],
    ['an indefinite length', [0x30, 0x80, 0, 0]],
    ['a length of four bytes', [0x04, 0x84, 0, 0, 0, 1, 0]],
    ['a length beyond the end', [0x04, 2, 0]],
    ['a length cut short', [0x04, 0x82, 1]],
    ['a tag alone', [0x04]],
    ['a tag of several bytes', [0x1f, 0x81, 0, 0]],
    ['129 parts', zeros(258)],
  ])('with %s is none', (_, bytes) => {
    expect(read(...bytes)).toBeUndefined();
  });

  it('of 128 parts is', () => {
    expect(read(...zeros(256))).toHaveLength(128);
  });

  it('looks at nothing outside its range', () => {
    const bytes = Uint8Array.from([0x30, 3, 0x04, 1, 7, 0x04, 0]);
    expect(readElements(bytes, { start: 2, end: 5 })).toEqual([{ tag: 4, start: 4, end: 5 }]);
    expect(readElements(bytes, { start: 2, end: 4 })).toBeUndefined();
    expect([readOnly(bytes, { start: 2, end: 5 }, 4), readOnly(bytes, { start: 2, end: 5 }, 0x30), readOnly(bytes, { start: 2, end: 7 }, 4)]).toEqual([{ tag: 4, start: 4, end: 5 }, undefined, undefined]);
  });
});
