import type { Kind } from '../policy/kind.ts';
import { foldToAscii } from '../text/fold.ts';

/** Kinds whose arguments may be, or hold, a path. A `file:` URL in kind `url` is stopped for its scheme. */
export const pathKinds: readonly Kind[] = ['path', 'id', 'any'];

/** Of a text without blanks before it: with `\s*` here QuickJS would try every alternative behind each of them. */
const startsAsPath = /^(?:[/~\\](?![/*])|\\\\|\.{1,2}[/\\]|[a-z]:[/\\]|file:)/i;

/** How far that reaches; QuickJS tries a pattern at every character, bound to the beginning or not. */
const longestStart = 8;

/** Whether a text of unknown kind stands for a path as a whole, judging by its look. */
export function isPathLike(text: string, isOneWord: () => boolean): boolean {
  return !text.includes('\n') && (startsAsPath.test(text.trimStart().slice(0, longestStart)) || isOneWord());
}

/** Twice what Linux takes, for encoded forms. What is longer is refused where a path must stand, and else read in part. */
export const longestPath = 8192;

const prefix = /^(?:\s|url:|view-source:|jar:)*(?:(?:file|netdoc|local_file):)?(?:\/\/[?.]\/(?=.)|\/\?\?\/)?/;

/** One layer as a lower-case path with forward slashes, without URL and device prefixes, control characters or bytes that are no text. */
export function asPath(layer: string): string {
  return foldToAscii(layer)
    .toLowerCase()
    .replace(/(?:[\0-\x08\x0e-\x1f\x7f\ufffd]|%[89a-f][\da-f])+/g, '')
    .replaceAll('\\', '/')
    .replace(prefix, '');
}

/** What of a text is read as a path: of an overlong one its two ends, where root and name are. */
export function boundPath(text: string): string {
  const half = longestPath / 2;
  return text.length > longestPath ? `${text.slice(0, half)}/${text.slice(-half)}` : text;
}
