import { foldableCharacters } from '../text/fold.ts';
import { longestPath, pathKinds } from './path-reading.ts';
import { namesSensitiveFile } from './path-names.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/** Finds paths that climb out of the folder they start in, however the climb is encoded. */
export const pathTraversal: Inspector = {
  rule: 'path.traversal',
  kinds: pathKinds,
  aside: 'form',
  finds: (subject) => {
    const { text, kind, isPath } = subject;
    if (!isPath) return climbsInProse(text);
    if (text.length > longestPath && findPlainClimb(text) >= 0) return true;
    return (kind !== 'any' && (uncPath.test(text) || fileOfHost.test(text))) || subject.paths.some(climbs);
  },
};

/** Necessary for {@link pathTraversal}. */
export const pathTraversalTrigger = (): Trigger => ({ source: String.raw`\.\.(?:[ %\t-\r]*(?:[/\\;]|(?!.))|[25][cf])|\.\.\.\.|\.[\x00-\x08\x0e-\x1f]|%(?:[0-9a-f]{2}|u|[^\x00-\x7f])|\\[\\uUx]|&(?:#|amp;|period|sol|bsol|colon|percnt|tab|newline)|0x[25][cef]|^\s*file:[/\\]`, nonAscii: foldableCharacters + String.raw`\ufffd` });

/** `\\server\share`: another machine, and a leak of credentials to it. */
const uncPath = /^\s*\\\\[^\\/.?\s][^\\/]*[\\/]/;

/** The same as a URL: `file://192.0.2.1/share`, `file:////server/share`. */
const fileOfHost = /^\s*file:(?:[\\/]{4}|[\\/]{2}(?:\\\\|\[|[^\\/.]{1,64}\.[^\\/.]{1,64}\.))/i;

function climbs(path: string): boolean {
  if (!path.includes('..')) return false;
  if (offBySlash.test(path)) return true;
  const absolute = /^\s*(?:\/|~|[a-z]:)/.test(path);
  let depth = 0;
  let dots = false;
  for (const written of path.split('/')) {
    // Dots alone that something goes on after: some systems climb by them, some filters turn `....//` into `../`.
    if (dots) return true;
    if (written === '' || written === '.') continue;
    const last = written.includes('..') ? afterDelimiter(written) : written;
    const segment = last.startsWith('..') ? last : written;
    if (segment !== written) depth = 0;
    if (!segment.startsWith('..')) depth++;
    else if (parent.test(segment)) {
      depth--;
      if (absolute || depth < 0) return true;
    } else if (segment.startsWith('....') && segment.length > 4) return true;
    else if (/^\.{3,}$/.test(segment)) dots = true;
    else depth++;
  }
  return false;
}

/** `..`, with what some readers strip behind it: blanks, path parameters (`..;x`), bytes that are no UTF-8; or a separator whose `%` was lost. */
const parent = /^\.\.[ \t-\r%\ufffd]*(?:;|$)|^\.\.(?:2f|5c)/;
/** `img../x`: where a server maps `/img` to a folder, what follows begins there with `..`. */
const offBySlash = /^\/[\w-]{1,64}\.\.\/./;

/** What follows the last delimiter, as in `?file=..` or `"..`: there a new path begins. */
function afterDelimiter(segment: string): string {
  const at = segment.search(/[=?&#:;,'"|()<>\s][^=?&#:;,'"|()<>\s]*$/);
  return at < 0 || at + 1 >= segment.length ? segment : segment.slice(at + 1);
}

/** Where a plain climb begins, or -1. Native searches: a regex that looks behind each dot takes ten times as long. */
function findPlainClimb(text: string): number {
  const [slash, backslash] = [text.indexOf('../'), text.indexOf('..\\')];
  return slash < 0 || backslash < 0 ? Math.max(slash, backslash) : Math.min(slash, backslash);
}

/** Bounds the work; text with more of them is a listing or a program. */
const mostClimbs = 64;
const climbInProse = /\.\.\/[\w./-]{1,256}/g;
const encodedClimb = /(?:%(?:25)*2e(?:%(?:25)*2e|\.)|\.%(?:25)*2e)(?:[/\\]|%(?:25)*(?:2f|5c))|\.\.%(?:25)*(?:2f|5c)/i;

/** In text of several words a plain `../` is ordinary; an encoded one, or one that leads to a secret, is not. */
function climbsInProse(text: string): boolean {
  const percent = text.indexOf('%');
  // Before its percent sign such a climb has two dots at most.
  if (percent >= 0 && encodedClimb.test(text.slice(Math.max(0, percent - 2)))) return true;
  const climb = findPlainClimb(text);
  if (climb < 0) return false;
  const runs = text.slice(climb).replaceAll('\\', '/').toLowerCase().match(climbInProse) ?? [];
  return runs.slice(0, mostClimbs).some((run) => namesSensitiveFile(run.replace(/^[./]+/, '/')));
}
