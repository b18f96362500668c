import { hasEscapes } from './escapes.ts';
import { readingsOf } from './readings.ts';

/** Where a path leads: an absolute or relative path without `.`, `..` and doubled slashes, or nothing certain. */
export type NormalPath =
  | { readonly form: 'absolute' | 'relative'; readonly path: string }
  | { readonly form: 'ambiguous' };

const ambiguous: NormalPath = { form: 'ambiguous' };

/**
 * What a path looks like at first sight: `plain` names nothing sensitive either, `literal` has one reading, the literal one,
 * `odd` may have others.
 */
export type PathForm = 'plain' | 'literal' | 'odd';

/**
 * What a path has that some reader takes otherwise than literally: an odd character, a doubled slash, a dot or blank
 * where systems strip or interpret them. A regex source that PCRE (bytes) and JavaScript read alike: a path it does
 * not match has one reading.
 */
export const oddPath = String.raw`[^\w/.\- ,()+@]|//|[/ .]\.|[. ](?:/|$)|^\.|/$|0[xX][25]`;

const odd = new RegExp(oddPath);

/**
 * Every place a path may lead to: as written, and after undoing what file APIs and decoders undo (percent and
 * character escapes, repeatedly; full-width forms; backslashes). An ordinary path has exactly one.
 */
export function pathReadings(value: string): readonly NormalPath[] {
  if (isLiteralPath(value)) {
    return [{ form: value.startsWith('/') ? 'absolute' : 'relative', path: value }];
  }
  const { layers, settled } = readingsOf(value);
  const texts = new Set<string>();
  for (const layer of layers) {
    // POSIX keeps a backslash in a name, Windows separates by it.
    const forward = layer.replaceAll('\\', '/');
    texts.add(layer).add(forward).add(forward.replace(undecodable, ''));
  }
  const readings = [...texts].map(resolveReading);
  return settled && !layers.some((layer) => overlong.test(layer) || hasEscapes(layer)) ? readings : [...readings, ambiguous];
}

/** Bytes that begin no UTF-8 but its overlong forms, with which old decoders take whatever follows; and one escape's end in another. */
const overlong = /%c[01]|%[\da-f]0x/i;
/** Bytes that are no UTF-8, which some decoders drop. */
const undecodable = /\ufffd|%[89a-f][\da-f]/gi;

/** Whether a path has one reading only, the literal one. In nginx a map finds it out from the same pattern. */
export function isLiteralPath(value: string): boolean {
  return value !== '' && !odd.test(value);
}

/** The same at first sight, as far as a regex shows it; `plain` takes nginx's maps. */
export function pathForm(value: string): PathForm {
  return isLiteralPath(value) ? 'literal' : 'odd';
}

/** The one place all readings of a path agree on, or ambiguous. */
export function normalizePath(value: string): NormalPath {
  const [first = ambiguous, ...others] = pathReadings(value);
  if (first.form === 'ambiguous') return ambiguous;
  return others.every((other) => other.form === first.form && other.path === first.path) ? first : ambiguous;
}

/** Resolves one literal reading; a segment that systems read differently makes it ambiguous. */
function resolveReading(text: string): NormalPath {
  const drive = /^[a-z]:/i.exec(text)?.[0] ?? '';
  const path = drive === '' ? text : text.slice(drive.length).replaceAll('\\', '/');
  if (/[\0-\x1f\x7f]/.test(text) || path.startsWith('//')) return ambiguous;
  if (drive !== '' && (!path.startsWith('/') || windowsOdd.test(path))) return ambiguous;
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') {
      if (dotSegment.test(segment)) return ambiguous;
      kept.push(segment);
    } else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!absolute) kept.push('..');
  }
  const joined = kept.join('/');
  if (drive !== '') return { form: 'absolute', path: `${drive}/${joined}`.toLowerCase() };
  return absolute ? { form: 'absolute', path: `/${joined}` } : { form: 'relative', path: joined };
}

/** `...`, `.. `, `..;x`: a parent folder or a mere name, depending on who reads. */
const dotSegment = /^\s*\.\.[.\s%]*(?:;|$)|^\s+\.{1,2}$/;
/** Streams, short names, trailing dots and blanks, device names: other names for something else on Windows. */
const windowsOdd = /[:*?"<>|]|~\d|[. ](?:[/\\]|$)|[/\\](?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])(?:[./\\]|$)/i;

/** Whether a path is absolute and, in every reading, is one of the normalized root folders or lies inside one. */
export function isWithin(value: string, roots: readonly string[]): boolean {
  return pathReadings(value).every((reading) => reading.form === 'absolute' && liesIn(reading.path, roots.map(beginningIn)));
}

/** What a path inside a normalized root folder begins with. */
export function beginningIn(root: string): string {
  return root.endsWith('/') ? root : `${root}/`;
}

/** Whether a path that has one reading is a folder whose paths begin like this ({@link beginningIn}), or lies inside one. */
export function liesIn(path: string, beginnings: readonly string[]): boolean {
  // By index: going through by an iterator takes QuickJS longer than all the rest of this.
  for (let at = 0; at < beginnings.length; at++) {
    const beginning = beginnings[at];
    if (beginning !== undefined && (path.length < beginning.length ? path !== '' && `${path}/` === beginning : path.startsWith(beginning))) return true;
  }
  return false;
}

/** A root folder as {@link isWithin} takes it: absolute, without dot segments or a slash at its end; or undefined. */
export function normalizeRoot(root: string): string | undefined {
  const normal = normalizePath(root);
  return normal.form === 'absolute' ? normal.path : undefined;
}
