import { describe, expect, it } from 'vitest';
import { hidesText } from '../../../src/core/inspect/text-invisible.ts';

const flag = '\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f';

describe('what shows nothing', () => {
  it.each([
    ['half a pair', '\udb40'],
    ['half a pair of music', 'a\ud834b'],
    ['half a pair of shorthand', 'a\ud82f\u0301'],
    ['a supplementary selector at the beginning', '\udb40\udd00a'],
    ['a supplementary selector after a letter', 'a\udb40\udd00b'],
    ['two selectors after an ideograph', '\u4e00\udb40\udd00\udb40\udd01'],
    ['a selector of each kind', '\u4e00\udb40\udd00\ufe0f'],
    ['a control of music', 'a\ud834\udd73'],
    ['a control of shorthand', 'a\ud82f\udca0'],
    ['a code point without a character', 'a\udb40\uddf0'],
    ['a tag outside a flag', `${flag}\udb40\udc67`],
  ])('hides text: %s, wherever it stands', (_, hidden) => {
    for (const prose of [true, false]) {
      for (const text of [hidden, `x ${hidden}`, `The \ufe0f first and then ${hidden}`]) expect(hidesText(text, prose), JSON.stringify(text)).toBe(true);
    }
  });

  it.each([
    ['a flag', flag],
    ['the form of an ideograph', '\u4e00\udb40\udd00\u4e8c'],
    ['the form of an ideograph beyond the plane', '\ud842\udfb7\udb40\udd00'],
    ['notes', '\ud834\udd1e\ud834\udd1e'],
    ['an emoji with its form', '\u2764\ufe0f and \u2764\ufe0f'],
    ['joiners of emoji', '\ud83d\udc69\u200d\ud83d\udcbb'],
  ])('hides none: %s', (_, shown) => {
    for (const text of [shown, `x${shown}`, `${shown} y`]) expect(hidesText(text, true), JSON.stringify(text)).toBe(false);
  });
});
