import fc from 'fast-check';

const unseen = [...Array.from('\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2065\u206a\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9'), '\u{1bca0}', '\u{1d173}', '\u{e0001}', '\u{e0067}', '\u{e007f}', '\u{e0100}', '\u{e01ef}', '\u{e0fff}'];
const seen = ['a', 'Z', '0', '_', '(', ' ', '\n', '.', '\u017f', '\u0645', '\u0915', '\u4e00', '\u{20bb7}', '\u2764', '\u{1f469}', '\u{1f3f4}', '\u1100'];
const several = fc.tuple(fc.constantFrom(...unseen), fc.integer({ min: 2, max: 7 })).map(([part, count]) => part.repeat(count));
const amid = fc.tuple(fc.constantFrom('a', '0', '_'), fc.constantFrom(...unseen), fc.constantFrom('b', '9', 'f(')).map((parts) => parts.join(''));

/** Short texts in which characters that show nothing stand alone, in rows, and beside what makes them matter. */
export const unseenTexts: fc.Arbitrary<string> = fc.array(fc.oneof(fc.constantFrom(...unseen), fc.constantFrom(...seen), several, amid), { maxLength: 10 }).map((parts) => parts.join(''));
