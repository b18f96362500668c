import { describe, expect, it } from 'vitest';
import { triggered } from '../../../src/core/inspect/trigger-registry.ts';
import { wideBlanks, withPlainBlanks } from '../../../src/core/inspect/wide-blanks.ts';

const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((one) => /\s/.test(one) && one > '\x7f');

describe('blanks beyond ASCII', () => {
  it('are all that JavaScript takes for one', () => {
    expect(all.every((one) => new RegExp(`[${wideBlanks}]`).test(one))).toBe(true);
    expect(withPlainBlanks(all.map((one) => `a${one}${one}b`).join(''))).toBe('a  b'.repeat(all.length));
  });

  it('are all there are to replace', () => {
    expect(withPlainBlanks('a b\n\u200b\u180e\u2060\u00ad')).toBeUndefined();
  });

  it('matter to no trigger of marks and phrases, of which nginx is asked once', () => {
    const sources = triggered.filter(([{ aside }]) => aside === 'marks' || aside === 'phrases').map(([, { source, mixed }]) => source + (mixed?.((body) => `[${body}]`) ?? ''));
    expect(sources.length).toBeGreaterThan(4);
    expect(sources.filter((source) => /\\[sS]/.test(source))).toEqual([]);
  });
});
