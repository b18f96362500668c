/** A flag of a region is a black flag and tag characters spelling its code (Unicode TR51, "emoji tag sequence"). */
const tagFlags = /\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){3,6}\udb40\udc7f/g;
const tags = /\udb40[\udc00-\udc7f]/;
const selectorRun =
  /(?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef])(?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef])/;
/** A supplementary selector picks the form of an ideograph; after anything else it only carries data. */
const straySelector = /(?:^|[^\u3400-\u9fff\uf900-\ufaff\udc00-\udfff])\udb40[\udd00-\uddef]/;
const musicControls = /\ud834[\udd73-\udd7a]/;
const invisibleRun =
  /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]{3}/;
/** Characters that no one types between Latin letters. */
const neverInWord = /[a-z0-9][\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb][a-z0-9]/i;
/** A zero-width between Latin letters happens once by accident (a pasted web page), not twice. */
const splitWord = /[a-z0-9][\u200b-\u200d\ufeff](?=[a-z0-9])/i;
/** A function's name with a zero-width in it is another function's. */
const splitName = /[a-z0-9_][\u200b-\u200d\ufeff][a-z0-9_]{1,64}\(/i;
/** Fillers stand for a missing part of a Korean syllable; without Korean around them they are names that nobody sees. */
const fillers = /[\u115f\u1160\u3164\uffa0]/;
const korean = /[\u1100-\u115e\u1161-\u11ff\u3131-\u3163\u3165-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa1-\uffdc]/;
const softHyphenFlood = /(?:[a-z]{1,2}\u00ad){3}/i;
/**
 * What a path, an id, a URL or code never needs. Joiners may stand between letters of scripts that join, or emoji; a zero-width
 * space where Thai, Lao, Burmese and Khmer part words; Mongolian has a separator of its own.
 */
const outsideProse =
  /[\u00ad\u115f\u1160\u17b4\u17b5\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]|(?!^)\ufeff|(?:^|[\0-\u02af])[\u200c\u200d]|(?<![\u1800-\u18aa])\u180e|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b/;

const marks = /[\u061c\u200e\u200f]/;
const rightToLeft = /[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** So many in a row are an alphabet of their own. */
const markRun = /[\u061c\u200b-\u200f]{6}/;
/** Format controls of shorthand, and code points without a character that show nothing either. */
const unassigned = /[\u2065\ufff0-\ufff8]|\ud82f[\udca0-\udca3]|\udb40[\uddf0-\udfff]/;

/** What every pattern here has one of, surrogates by their first half. Found by one look, before which most texts need no other. */
const any = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u3164\ud82f\ud834\udb40\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]/;
/** A black flag of two halves, or two letters, which count in what follows; and one more, lest that begin the text. */
const before = 3;

/** Whether the text holds invisible characters that carry or hide something; prose is given more room. */
export function hidesText(whole: string, prose: boolean): boolean {
  const first = whole.search(any);
  if (first < 0) return false;
  const text = whole.slice(Math.max(0, first - before));
  if (text.includes('\udb40') && tags.test(text.replace(tagFlags, ''))) return true;
  if (selectorRun.test(text) || straySelector.test(text) || musicControls.test(text)) return true;
  if (invisibleRun.test(text) || markRun.test(text) || unassigned.test(text)) return true;
  return prose ? splitsWords(text, whole) : outsideProse.test(text);
}

/** Whether marks of direction stand where no letters run from right to left: they only make a text another one. */
export function hasStrayMarks(text: string): boolean {
  return marks.test(text) && !rightToLeft.test(text);
}

function splitsWords(text: string, whole: string): boolean {
  if (neverInWord.test(text) || softHyphenFlood.test(text) || splitName.test(text)) return true;
  if (fillers.test(text) && !korean.test(whole)) return true;
  const first = text.search(splitWord);
  return first >= 0 && splitWord.test(text.slice(first + 2));
}
