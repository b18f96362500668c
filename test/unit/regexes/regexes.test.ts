import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collectFrom } from '../../../scripts/regexes/collect.ts';
import { judge } from '../../../scripts/regexes/judge.ts';
import { findGrowth } from '../../../scripts/regexes/measure.ts';
import { readMaps } from '../../../scripts/regexes/nginx-maps.ts';
import { record } from '../../../scripts/regexes/recorded.ts';

const pattern = (source: string, flags = ''): Parameters<typeof judge>[0] => ({ place: 'planted.ts:1', source, flags });

describe('the check of every regex', () => {
  it.each([
    ['two repetitions of the same', '^\\s*\\s*x'],
    ['a repetition of a repetition', '^(?:a+)+$'],
    ['alternatives that begin alike, repeated', '^(?:a|ab|b)*c'],
    ['one that may begin anywhere, and go on', '(?:ab)+c'],
    ['the same behind a look-behind, which no analysis knows', '(?<!x)(?:ab)+c'],
    ['the same before a look-ahead', 'b[^;]*(?=;)'],
  ])('catches %s', (_, source) => {
    expect(judge(pattern(source)).is).toBe('a problem');
  }, 60_000);

  it.each([
    ['a plain one', '^/srv/[a-z]+$', ''],
    ['bounded repetitions', '(?:ab){1,8}c', ''],
    ['a sticky one, which begins in one place', '\\s*:', 'y'],
  ])('lets %s be', (_, source, flags) => {
    expect(['proven', 'measured']).toContain(judge(pattern(source, flags)).is);
  });

  it('tells the text that takes long, however fast that grows', () => {
    expect(findGrowth(pattern('(?<!x)(?:ab)+c'))).toContain('then "ab" again and again');
    expect(findGrowth(pattern('(?<!x)^(?:a|a)*c'))).toContain('"a" again and again');
  }, 60_000);
});

describe('what is checked', () => {
  it('are the literals of every source, and which files make regexes from strings', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-regexes-'));
    onTestFinished(() => { rmSync(folder, { recursive: true }); });
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep/planted.ts'), 'const a = 4 / 2 / 1;\nconst b = /a[/]+b/gi.test("");\n');
    writeFileSync(join(folder, 'maker.ts'), 'export const make = (source: string) => new RegExp(source);\n');
    expect(collectFrom(folder)).toEqual({ literals: [{ place: 'deep/planted.ts:2', source: 'a[/]+b', flags: 'gi' }], makers: ['maker.ts'] });
  });

  it("are the patterns of nginx's maps, as JavaScript reads them", () => {
    const conf = ['map $a $b {', '    "~*(?s)a\\"\\\\\\\\b" 1;', '    "~^\\\\d" 1;', '    "~\\\\Aa++" 1;', '    plain 1;', '    default 1;', '}'].join('\n');
    expect(readMaps(conf)).toEqual({
      patterns: [
        { place: '$b', source: 'a"\\\\b', flags: 'is' },
        { place: '$b', source: '^\\d', flags: 's' },
      ],
      onlyPcre: ['$b'],
    });
  });

  it('are those that modules put together, for nginx and while they are loaded', async () => {
    const { module, patterns } = await record(() => import('../../../scripts/regexes/composed.ts'));
    expect(patterns.filter(({ source }) => source.includes('result|params|error'))).toHaveLength(1);
    expect(patterns.length).toBeGreaterThan(40);
    expect(new Set(module.collectComposed().patterns.map(({ place }) => place))).toContain('$portcullis_odd_secret');
  });
});
