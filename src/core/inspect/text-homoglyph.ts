import type { Kind } from '../policy/kind.ts';
import { longestRead } from './text-deception.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/** Letters of Greek, Cyrillic, Armenian, Cherokee and Lisu, and phonetic ones, that look like Latin letters. */
const lookalikes = String.raw`\u0251\u0261\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03f2\u03f3\u03f9\u0405\u0406\u0408\u0410\u0412\u0415\u0417\u041a\u041c-\u041e\u0420-\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0475\u04ae\u04bb\u04c0\u04cf\u0501\u050c\u051a-\u051d\u0570\u0578\u057d\u0585\u13a0-\u13f5\u1d00-\u1d22\ua4d0-\ua4f7`;
/** Letters that some languages read as the ASCII ones: Python runs an `eval` written in them. */
const compatible = String.raw`\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7cb}`;
/** A click letter that looks like an exclamation mark. */
const click = String.raw`\u01c3`;

/** Letters of other scripts, which belong to words as identifiers are written, lest a word of those be cut. */
const foreign = String.raw`\u00c0-\u058f\u13a0-\u13f5\u1d00-\u1dbf\u1e00-\u1fff\ua4d0-\ua4f7\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7cb}`;
/** A word with such letters, from the first of them on, and what it begins with, which is looked for last. */
const foreignWord = new RegExp(`(?=[${foreign}])(?<=(?<begun>[\\w$]*))[${foreign}][\\w$${foreign}]*`, 'gu');
/** The first of what can deceive, and of foreign letters: a look at every code unit, which takes QuickJS less than one at every character. */
const firstWatched = new RegExp(`[${lookalikes}\\uff21-\\uff3a\\uff41-\\uff5a\\ud835]`);
const firstForeign = /[\u00c0-\u058f\u13a0-\u13f5\u1d00-\u1dbf\u1e00-\u1fff\ua4d0-\ua4f7\uff21-\uff3a\uff41-\uff5a\ud835]/;
const mixed = new RegExp(`^[\\w$${lookalikes}${compatible}]+$`, 'u');
const latin = /[A-Za-z]/;
/** An acronym with an ending, as Russian and Ukrainian decline them: `SDK` and one to three letters. */
const declined = /^[A-Z]{2,12}[\u0430-\u044f\u0456]{1,3}$/;
const inCompatible = new RegExp(`^[${compatible}]{2,}$`, 'u');
const negation = /\u01c3(?<=\w.)\s{0,4}=/;
/** What an identifier has behind and before it, and words of prose rarely do. */
const goesOnAsCode = /^(?:\(|\s{0,2}=)/;
const comesInCode = /(?:\w\.|(?:^|\s)(?:const|let|var|def|function|class|import|func|fn|return) )$/;
/** Bounds the work; a program has fewer words of foreign letters before one that deceives. */
const mostWords = 4096;

const watched = click + lookalikes + compatible;
const anyOfThem = new RegExp(`[${watched}]`, 'u');

/**
 * Finds words of Latin letters in which look-alikes of other scripts stand: an identifier, name or host that is not the one it
 * seems. Words of one script pass, and words with a letter that looks like no Latin one. In an argument of unknown kind only
 * what stands as an identifier in code counts, since people mix scripts by mistake.
 */
export const homoglyphText: Inspector = {
  rule: 'text.homoglyph',
  kinds: ['path', 'url', 'command', 'sql', 'code', 'id', 'any'],
  aside: 'marks',
  finds: ({ text, kind }) => (text.length > longestRead ? anyOfThem.test(text) : negation.test(text) || deceives(text, kind)),
};

/** Necessary for {@link homoglyphText}. */
export const homoglyphTextTrigger = (): Trigger => ({ source: '', nonAscii: watched });

function deceives(text: string, kind: Kind): boolean {
  if (!firstWatched.test(text)) return false;
  foreignWord.lastIndex = text.search(firstForeign);
  let count = 0;
  for (const { 0: rest, index, groups } of text.matchAll(foreignWord)) {
    if (++count > mostWords) return false;
    const begun = groups?.['begun'] ?? '';
    const word = begun + rest;
    const from = index - begun.length;
    const end = index + rest.length;
    if (kind === 'any' && !goesOnAsCode.test(text.slice(end, end + 3)) && !comesInCode.test(text.slice(Math.max(0, from - 10), from))) continue;
    if (text.charAt(end) === '(' && inCompatible.test(word)) return true;
    if (latin.test(word) && mixed.test(word) && !declined.test(word)) return true;
  }
  return false;
}
