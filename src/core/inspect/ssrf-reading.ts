import { readUrl, type UrlReadings } from '../text/url.ts';

/** What hides its host from every parser. */
export type Target = UrlReadings | 'hidden';

/** Sticky: bound to the beginning by `^` QuickJS would try it at every character. */
const beginsLikeUrl = /(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*[/\\]|https?:)/iy;
/** The same of a beginning after which the text goes on. */
const mayBeginLikeUrl =
  /^(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*(?:[/\\]|$)|https?:|(?:[a-z][a-z0-9+._-]*)?$)/i;

/** What no server takes as a URL is not read at length: its host counts as hidden. */
const longestUrl = 8192;

/** Whether a text without blanks in it is a URL, by its look. */
export function isUrl(word: string): boolean {
  const from = word.search(/[^\0- ]/);
  if (from < 0) return false;
  beginsLikeUrl.lastIndex = from;
  return beginsLikeUrl.test(word);
}

/** How much of a text shows whether it may be a URL; more only leaves that open. */
const beginning = 4096;

/** Whether a text may be a URL, as far as a bounded part of it and the plainest of blanks show. */
export function mayBeUrl(text: string): boolean {
  const from = text.search(/[^\0- ]/);
  return (from < 0 || mayBeginLikeUrl.test(text.slice(from, from + beginning))) && !text.trim().includes(' ');
}

export function readTarget(text: string): Target {
  return (text.length > longestUrl ? undefined : readUrl(text)) ?? 'hidden';
}
