import type { Kind } from '../policy/kind.ts';
import { foldToAscii } from '../text/fold.ts';
import { readingsOf, type Readings } from '../text/readings.ts';

/** Kinds whose arguments may be, or hold, a path. In a URL only `file:` leads to one. */
export const pathKinds: readonly Kind[] = ['path', 'id', 'url', 'any'];

const blank = /\s/;
const startsAsPath = /^\s*(?:[/~\\](?![/*])|\\\\|\.{1,2}[/\\]|[a-z]:[/\\]|file:)/i;
const fileUrl = /^\s*(?:(?:url|view-source|jar):)*(?:file|netdoc|local_file):/i;

/** Whether the whole text stands for a path, judging by its kind and, where that leaves it open, by its look. */
export function isPathLike(text: string, kind: Kind): boolean {
  if (kind === 'url') return fileUrl.test(text);
  if (kind !== 'any') return true;
  return !text.includes('\n') && (startsAsPath.test(text) || !blank.test(text.trim()));
}

/** Exotic hex forms that some filters' decoders undo: `0x2e`, `0x2f`, `0x5c`. */
const hexForm = /0x(2e|2f|5c)/g;
const prefix = /^(?:\s|url:|view-source:|jar:)*(?:(?:file|netdoc|local_file):)?(?:\/\/[?.]\/(?=.)|\/\?\?\/)?/;

/** The decoded layers of a text as lower-case paths with forward slashes, without URL and device prefixes or control characters. */
export function pathsOf(readings: Readings): string[] {
  return readings.layers.map((layer) =>
    foldToAscii(layer)
      .toLowerCase()
      .replace(/[\0-\x08\x0e-\x1f\x7f]+/g, '')
      .replace(hexForm, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      .replaceAll('\\', '/')
      .replace(prefix, ''),
  );
}

/** The paths a text may mean, most literal first. */
export function readPaths(text: string): string[] {
  return pathsOf(readingsOf(text));
}
