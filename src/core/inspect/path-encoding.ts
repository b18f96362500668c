import { hasEscapes } from '../text/escapes.ts';
import { foldableCharacters } from '../text/fold.ts';
import type { Readings } from '../text/readings.ts';
import { boundPath, longestPath, pathKinds } from './path-reading.ts';
import { isWindowsAlias } from './path-windows.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/** Finds paths written so that different decoders and file systems read different names. */
export const pathEncoding: Inspector = {
  rule: 'path.encoding',
  kinds: pathKinds,
  aside: 'form',
  finds: (subject) => subject.isPath && isAmbiguous(boundPath(subject.text), () => subject.readings),
};

/** Necessary for {@link pathEncoding}. */
export const pathEncodingTrigger = (): Trigger => ({ source: String.raw`[\x00-\x08\x0e-\x1f\x7f]|%(?:[0-9a-f]{2}|u|%|[2-7]%|[^\x00-\x7f])|\\[uUx]|&(?:#|amp;|period|sol|bsol|colon|percnt|tab|newline)|::\$|~\d` });

/**
 * Where a path must stand, and not in prose, finds names that Windows takes for something else, and escapes that come out of
 * others: what they mean depends on who decodes what first.
 */
export const pathAlias: Inspector = {
  rule: 'path.encoding',
  kinds: ['path'],
  aside: 'form',
  finds: ({ readings }) => readings.layers.some((layer, index) => isWindowsAlias(layer) || (index > 0 && hasEscapes(layer))),
};

/** Necessary for {@link pathAlias}. */
export const pathAliasTrigger = (): Trigger => ({ source: String.raw`~\d|:\$|\\[.?]|^\s*(?://[.?]\\|(?:con|prn|aux|nul|clock\$|com.|lpt.)[.: ]*(?!.)|[a-z]:[\\/][^:]*:)|\.[a-z]{2,4}:[\w-]{1,64}\.|\\(?:con|prn|aux|nul|clock|com|lpt)|^(?=.*(?:\\|^.:)).*/(?:con|prn|aux|nul|clock|com|lpt)`, nonAscii: foldableCharacters });

/** Finds what is longer than any path or name: only cut or collapsed could it be used, so nobody knows as what. */
export const pathTooLong: Inspector = {
  rule: 'path.encoding',
  kinds: ['path', 'id'],
  finds: ({ text }) => text.length > longestPath,
};

/** Necessary for {@link pathTooLong}. */
export const pathTooLongTrigger = (): Trigger => ({ source: `^.{${longestPath + 1}}` });

const anyControl = /[\0-\x1f\x7f]/;
const control = /[\0-\x08\x0e-\x1f\x7f]/;
/** Overlong UTF-8 in percent form. */
const overlong = /%(?:c[01][%./\\]|e0%[89]|f0%8|f[89a-d]%[89ab])/i;
/** Encoded more than once: separators, dots, NUL, or the percent sign of an overlong form. */
const nested = /%(?:25)+(?:2[ef]|5c|00|u[0-9a-f]{4}|c[01]%)/i;
/** ASCII, dot-like or slash-like characters as `%uXXXX`. */
const unicodeEscape = /%u(?:00[0-7]|ff[0135]|20[24]|221[56]|f0|ef)/i;
/** Escapes that only come out when a decoder works twice, or when another comes first: `%%32%65`, `%2%65`, `%c0x2e`. */
const split = /%%[2-7][0-9a-f]|%[2-7]%[0-9a-f]|%[0-9a-f]0x(?:2e|2f|5c)/i;
/** NTFS streams that name the file's own data. */
const dataStream = /::\$(?:data|index)/i;
/** 8.3 names in a Windows path. */
const windowsPath = /^\s*[a-z]:|\\/i;
const shortName = /[\\/][^\\/. ]{1,6}~\d(?![^\\/.])/;

function isAmbiguous(text: string, read: () => Readings): boolean {
  if (control.test(text) || split.test(text) || dataStream.test(text)) return true;
  if (shortName.test(text) && windowsPath.test(text)) return true;
  const { layers, settled } = read();
  return (
    !settled ||
    (!anyControl.test(text) && layers.some((layer) => anyControl.test(layer))) ||
    layers.some((layer) => overlong.test(layer) || nested.test(layer) || unicodeEscape.test(layer) || control.test(layer))
  );
}
