/** Words by which a hidden text speaks to a model. */
const toModel = /\b(?:ignore|instructions?|system|assistant|agent|model|prompt|user|must|send|call|tool|secret|password|tokens?)\b/i;
/** What one of them has; found natively first. */
const styles = ['display', 'visibility', 'opacity', 'font-size'];
/** One word is a marker or a label; instructions take a few. */
const threeWords = /\S\s{1,9}\S{1,99}\s{1,9}\S/;
/** A style that keeps an element from being seen. */
const unseen = /display ?: ?none|visibility ?: ?hidden|opacity ?: ?0(?![.\d])|font-size ?: ?[01](?:px|pt|em|%)?[;"'\s]/gi;
/** A terminal that is told to hide what follows, or to erase what was shown. */
const terminal = /\x1b\[(?:8m|2J|[0-9;]{0,12}[KA])/;
/** Empty lines in a row, and so many of them that what follows is out of sight. */
const emptyLines = /\n(?:[ \t\r]{0,8}\n){9,}/g;
const outOfSight = /^\n(?:[ \t\r]{0,8}\n){39}/;

/** How much of a hidden part is read, and of how many: more of them make a page of its own kind. */
const longestPart = 2000;
const mostParts = 64;
/** How far behind its beginning a tag's style may stand. */
const longestTag = 300;

/** Whether part of a text is kept from the people who look at it and is not merely mark-up: comments, styles, empty lines. */
export function hidesInstructions(text: string): boolean {
  if ((text.includes('\x1b[') && terminal.test(text)) || pushesOutOfSight(text)) return true;
  return [...between(text, '<!--', '-->'), ...between(text, '[//]: #', '\n'), ...unseenTexts(text)].some((part) => toModel.test(part) && threeWords.test(part));
}

function pushesOutOfSight(text: string): boolean {
  for (const [lines] of text.includes('\n') ? text.trimEnd().matchAll(emptyLines) : []) {
    if (outOfSight.test(lines)) return true;
  }
  return false;
}

/** What stands between two marks, or behind the first to the end. */
function between(text: string, opening: string, closing: string): readonly string[] {
  const parts: string[] = [];
  for (let at = text.indexOf(opening); at >= 0 && parts.length < mostParts; at = text.indexOf(opening, at + 1)) {
    const part = text.slice(at + opening.length, at + longestPart);
    const end = part.indexOf(closing);
    parts.push(end < 0 ? part : part.slice(0, end));
  }
  return parts;
}

/** The texts of elements with such a style: behind the tag that it stands in. */
function unseenTexts(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const parts: string[] = [];
  if (!text.includes('<') || !styles.some((style) => lower.includes(style))) return parts;
  for (const { index } of text.matchAll(unseen)) {
    if (parts.length === mostParts) break;
    const before = text.slice(Math.max(0, index - longestTag), index);
    if (!/<[a-z][^<>]*$/i.test(before.slice(before.lastIndexOf('<')))) continue;
    const end = text.indexOf('>', index);
    if (end < 0) continue;
    parts.push(text.slice(end + 1, end + longestPart).split('<', 1)[0] ?? '');
  }
  return parts;
}

/** Necessary for it. */
export const hiddenTrigger = (): string => String.raw`<!--|\[//\]: #|\x1b\[|\n(?:[ \t\r]{0,8}\n){39}|<[a-z][^<>]{1,300}(?:display|visibility|opacity|font-size) ?: ?(?:none|hidden|[01])`;
