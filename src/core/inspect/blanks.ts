/** Longest run of blanks that is left as it is. */
export const mostBlanks = 63;
/** Blanks that mean nothing to a shell or to SQL, line breaks among them. A zero-width no-break space is one to JavaScript only, and hides text. */
const moreBlanks = /[^\S\ufeff]*/y;
const lineBreak = /[\n\r]/;

/** Puts one blank, or one line break, for each longer run of them, by which a form can be spread out. */
export function collapseBlanks(text: string): string {
  let collapsed = '';
  let kept = 0;
  for (let run = findBlanks(text, 0); run !== undefined; run = findBlanks(text, kept)) {
    collapsed += text.slice(kept, run.from) + (lineBreak.test(text.slice(run.from, run.end)) ? '\n' : ' ');
    kept = run.end;
  }
  return kept === 0 ? text : collapsed + text.slice(kept);
}

/** Whether there is such a run. */
export function hasManyBlanks(text: string): boolean {
  return findBlanks(text, 0) !== undefined;
}

/**
 * The first such run behind `start`. Looks at every 63rd character, and at the one before it where that may be a blank: no
 * such run escapes that. Written out, since a call for each would cost more than all else.
 */
function findBlanks(text: string, start: number): { readonly from: number; readonly end: number } | undefined {
  for (let at = start + mostBlanks; at < text.length; at += mostBlanks) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code < 0xa0) continue;
    const before = text.charCodeAt(at - 1);
    if (before > 0x20 && before < 0xa0) continue;
    const from = startOfBlanks(text, at - mostBlanks, at + 1);
    moreBlanks.lastIndex = from;
    moreBlanks.test(text);
    if (moreBlanks.lastIndex - from > mostBlanks) return { from, end: moreBlanks.lastIndex };
  }
  return undefined;
}

/** Where the blanks begin that end a part of the text; the part's end if there are none. */
function startOfBlanks(text: string, from: number, end: number): number {
  const part = text.slice(from, end);
  return from + Math.max(part.trimEnd().length, part.lastIndexOf('\ufeff') + 1);
}
