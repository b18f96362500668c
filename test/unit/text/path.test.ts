import { describe, expect, it } from 'vitest';
import { beginningIn, isWithin, liesIn, normalizePath } from '../../../src/core/text/path.ts';

const root = ['/srv/data'];

describe('isWithin', () => {
  it.each(['/srv/data', '/srv/data/', '/srv/data/a.txt', '/srv/data/a/../b', '/srv/data/./x', '/srv/data//x', '/srv/data/r\u00e9sum\u00e9.pdf', '/srv/data/100%25.txt', '/srv/data/.hidden', '/srv/data/v1..v2.diff'])(
    '%j is within /srv/data',
    (path) => {
      expect(isWithin(path, root)).toBe(true);
    },
  );

  it.each([
    '/srv/data2', '/srv/dat', '/srv', '/', '', 'srv/data/x', './x', '~/x', '/SRV/DATA/x', '//srv/data/x', 'file:///srv/data/x',
    '/srv/data/../data2/x', '/srv/data/..', '/srv/data/%2e%2e/x', '/srv/data/%252e%252e/x', '/srv/data/a%2f..%2f..%2f..%2fhome',
    '/srv/data/%c0%ae%c0%ae/x', '/srv/data/%u002e%u002e/x', '/srv/data/\uff0e\uff0e/x', '/srv/data/\u2025/x', '/srv/data/&#46;&#46;/x',
    '/srv/data/\\u002e\\u002e/x', '/srv/data\\..\\x', '/srv/data/a\\..\\..\\..\\home', '/srv\\data/x', '/srv/data/x\0', '/srv/data/x%00.txt',
    '/srv/data/.../x', '/srv/data/.. /x', '/srv/data/..;/x', '/srv/data/%25252525252e', '\\\\host\\srv\\data', 'C:/srv/data/x',
    '/srv/data/%uff0e%uff0e/x', '/srv/data/\uff052e\uff052e/x', '/srv/data/%\uff12e%\uff12e/x', '/srv/data/%25c0%25ae%25c0%25ae/x', '/srv/data/..%ff/x',
    '/srv/data/.%ff./x', '/srv/data/%c0.%c0./x', '/srv/data/0x2e0x2e/x', '/srv/data/&amp;#46;&amp;#46;/x', '/srv/data/\\u{2e}\\u{2e}/x',
    '/srv/data/..%/x', '/srv/data/\u00ad..\u200b/x', '/srv/data/..\u00a5..\u00a5x', '/srv/data/%ef%%62c%8e%ef%%62c%8e/x', '/srv/data/....//x',
  ])('%j is not within /srv/data', (path) => {
    expect(isWithin(path, root)).toBe(false);
  });

  it('takes every absolute path for the root /', () => {
    expect(isWithin('/anything/at all', ['/'])).toBe(true);
    expect(isWithin('anything', ['/'])).toBe(false);
  });

  it('needs one of several roots', () => {
    expect(isWithin('/srv/b/x', ['/srv/a', '/srv/b'])).toBe(true);
    expect(isWithin('/srv/c/x', ['/srv/a', '/srv/b'])).toBe(false);
    expect(isWithin('/srv/c/x', [])).toBe(false);
  });

  it('reads Windows paths ignoring case, refusing other names for the same file', () => {
    const roots = ['c:/data'];
    expect(isWithin('c:/data/x.txt', roots)).toBe(true);
    expect(isWithin('C:\\DATA\\sub\\x.txt', roots)).toBe(true);
    for (const path of ['C:data\\x', 'C:\\data\\..\\x', 'C:\\data\\x.txt::$DATA', 'C:\\data\\LONGNA~1', 'C:\\data\\con', 'C:\\data\\COM\u00b9', 'C:\\data\\conin$', 'C:\\data\\x.', 'C:\\data\\x ', '\\\\?\\C:\\data\\x']) {
      expect(isWithin(path, roots), path).toBe(false);
    }
  });
});

describe('normalizePath', () => {
  it('removes dot segments and doubled slashes', () => {
    expect(normalizePath('/a/./b//c/../d')).toEqual({ form: 'absolute', path: '/a/b/d' });
    expect(normalizePath('../a/../../b')).toEqual({ form: 'relative', path: '../../b' });
  });

  it('is ambiguous where readings differ', () => {
    expect(normalizePath('/a/%2e%2e/b')).toEqual({ form: 'ambiguous' });
    expect(normalizePath('/a/b%20c')).toEqual({ form: 'ambiguous' });
  });
});

describe('a path that has one reading', () => {
  it.each([
    ['/srv/data', '/srv/data', true],
    ['/srv/data/', '/srv/data', true],
    ['/srv/data/a', '/srv/data', true],
    ['/srv/data2', '/srv/data', false],
    ['/srv/dat', '/srv/data', false],
    ['/srv', '/srv/data', false],
    ['srv/data/a', '/srv/data', false],
    ['/', '/', true],
    ['/a', '/', true],
    ['', '/', false],
    ['', '/srv', false],
  ])('%s lies in %s: %s', (path, root, expected) => {
    expect(liesIn(path, [beginningIn(root)])).toBe(expected);
  });
});
