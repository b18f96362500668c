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
const softHyphenFlood = /(?:[a-z]{1,2}\u00ad){3}/i;
/** What a path, an id, a URL or code never needs: joiners may stand between letters of scripts that join, or emoji. */
const outsideProse =
  /[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]|(?!^)\ufeff|(?:^|[\0-\u02af])[\u200c\u200d]/;

/** Whether the text holds invisible characters that carry or hide something; prose is given more room. */
export function hidesText(text: string, prose: boolean): boolean {
  if (text.includes('\udb40') && tags.test(text.replace(tagFlags, ''))) return true;
  if (selectorRun.test(text) || straySelector.test(text) || musicControls.test(text)) return true;
  if (invisibleRun.test(text)) return true;
  return prose ? splitsWords(text) : outsideProse.test(text);
}

function splitsWords(text: string): boolean {
  if (neverInWord.test(text) || softHyphenFlood.test(text)) return true;
  const first = text.search(splitWord);
  return first >= 0 && splitWord.test(text.slice(first + 2));
}
