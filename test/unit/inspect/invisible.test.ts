import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/core/inspect/inspect.ts';
import { hidesText } from '../../../src/core/inspect/text-invisible.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';
import { unseenTexts } from '../../support/unseen-texts.ts';

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

describe('in prose', () => {
  it('all that hides text is suspected first', () => {
    let hidden = 0;
    for (const text of fc.sample(unseenTexts, { numRuns: 20_000, seed: 20_261_121 })) {
      if (!hidesText(text, true)) continue;
      hidden += 1;
      expect(lookByRegExp.suspects('text', text, 'marks'), JSON.stringify(text)).toBe(true);
    }
    expect(hidden).toBeGreaterThan(5_000);
  });

  it.each([
    ['Persian', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u06a9\u062a\u0627\u0628\u200c\u0647\u0627 \u0631\u0627. ', 'text'],
    ['Hindi', '\u0915\u094d\u200d\u092f\u093e \u0906\u092a \u092f\u0939\u093e\u0901 \u0939\u0948\u0902. ', 'any'],
    ['emoji', 'Great work \u2714\ufe0f on the report, thanks \u2764\ufe0f to \u{1f469}\u200d\u{1f4bb} all. ', 'any'],
  ] as const)('a long text in or with %s passes', (_, sentence, kind) => {
    const text = sentence.repeat(Math.ceil(300_000 / sentence.length));
    expect(inspect(text, kind, lookByRegExp)).toBeUndefined();
    expect(inspect(`${text}a\u{e0067}${text}`, kind, lookByRegExp)).toBe('text.invisible');
  });
});
