/** A flag of a region is a black flag and tag characters spelling its code (Unicode TR51, "emoji tag sequence"). */
const tagFlags = /\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){3,6}\udb40\udc7f/g;
const tags = /\udb40[\udc00-\udc7f]/;
/** What shows nothing, as far as it takes one code unit. */
const unseen = String.raw`\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb`;
/** The first of them, or the first half of one. */
const firstUnseen = new RegExp(`[${unseen}\\ud82f\\ud834\\udb40]`);
/** What counts before it: a flag, or a letter. */
const longestBefore = 2;
/** Forms that begin with what shows nothing: one look at every other character is enough. */
const anyOf = (...forms: readonly string[]): RegExp => new RegExp(`(?![^${unseen}])(?:${forms.join('|')})`, 'i');

const selectorRun = String.raw`[\ufe00-\ufe0f](?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef])`;
/**
 * The same in two code units: two selectors in a row; a supplementary one, which picks the form of an ideograph, after anything
 * else, where it only carries data; controls of music and of shorthand; code points without a character; half a pair.
 */
const inPairs =
  /(?=[\ud82f\ud834\udb40])(?:\udb40[\udd00-\uddef](?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]|(?<![\u3400-\u9fff\uf900-\ufaff\udc00-\udfff]..))|\ud834[\udd73-\udd7a]|\ud82f[\udca0-\udca3]|\udb40[\uddf0-\udfff]|.(?![\udc00-\udfff]))/;
const invisibleRun = String.raw`[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]{3}`;
/** So many in a row are an alphabet of their own. */
const markRun = String.raw`[\u061c\u200b-\u200f]{6}`;
const halves = ['\ud82f', '\ud834', '\udb40'];
/** Code points without a character that show nothing either. */
const unassigned = String.raw`[\u2065\ufff0-\ufff8]`;
const anywhere = [selectorRun, invisibleRun, markRun, unassigned];

/** Characters that no one types between Latin letters. */
const neverInWord = String.raw`(?<=[a-z0-9])[\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb][a-z0-9]`;
/** A function's name with a zero-width in it is another function's. */
const splitName = String.raw`(?<=[a-z0-9_])[\u200b-\u200d\ufeff][a-z0-9_]{1,64}\(`;
const softHyphenFlood = String.raw`(?<=[a-z])\u00ad[a-z]{1,2}\u00ad[a-z]{1,2}\u00ad`;
const inProse = anyOf(...anywhere, neverInWord, splitName, softHyphenFlood);
/** A zero-width between Latin letters happens once by accident (a pasted web page), not twice. */
const splitWord = /[\u200b-\u200d\ufeff](?<=[a-z0-9].)(?=[a-z0-9])/gi;
/** Fillers stand for a missing part of a Korean syllable; without Korean around them they are names that nobody sees. */
const fillers = /[\u115f\u1160\u3164\uffa0]/;
const korean = /[\u1100-\u115e\u1161-\u11ff\u3131-\u3163\u3165-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa1-\uffdc]/;
/**
 * What a path, an id, a URL or code never needs. Joiners may stand between letters of scripts that join, or emoji; a zero-width
 * space where Thai, Lao, Burmese and Khmer part words; Mongolian has a separator of its own.
 */
const outsideProse = anyOf(
  ...anywhere,
  String.raw`[\u00ad\u115f\u1160\u17b4\u17b5\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]`,
  String.raw`(?!^)\ufeff`,
  String.raw`(?<![^\0-\u02af])[\u200c\u200d]`,
  String.raw`(?<![\u1800-\u18aa])\u180e`,
  String.raw`(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b`,
);

const marks = /[\u061c\u200e\u200f]/;
const rightToLeft = /[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Whether the text holds invisible characters that carry or hide something; prose is given more room. */
export function hidesText(whole: string, prose: boolean): boolean {
  const first = whole.search(firstUnseen);
  if (first < 0) return false;
  const text = whole.slice(Math.max(0, first - longestBefore));
  if (text.includes('\udb40') && tags.test(text.replace(tagFlags, ''))) return true;
  return (halves.some((half) => text.includes(half)) && inPairs.test(text)) || (prose ? hidesInProse(text) : outsideProse.test(text));
}

/** Whether marks of direction stand where no letters run from right to left: they only make a text another one. */
export function hasStrayMarks(text: string): boolean {
  return marks.test(text) && !rightToLeft.test(text);
}

function hidesInProse(text: string): boolean {
  if (inProse.test(text) || (fillers.test(text) && !korean.test(text))) return true;
  splitWord.lastIndex = 0;
  return splitWord.test(text) && splitWord.test(text);
}
