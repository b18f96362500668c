const schemeShape = /^[a-z][a-z0-9+.-]*:/i;
/**
 * What readers of a URI disagree on: blanks, control characters, backslashes, characters that fold to a dot, slash
 * or backslash, a `%` that begins no escape, and escaped controls, `%`, `/` and `\`.
 */
const ambiguous = /[\s\p{Cc}\p{Cf}\\\u2024\uFF0E\u2044\u2215\u29F8\uFF0F\uFF3C\uFE68]|%(?![0-9a-f]{2})|%(?:0[0-9a-f]|1[0-9a-f]|7f|25|2f|5c)|\/\.\.?;/iu;
const authorityShape = /^(?:[a-z0-9.-]*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
const dotSegment = /(?:^|[/?#&=;])\.\.?(?:[/?#&=;]|$)/;
const unreserved = /^[A-Za-z0-9._~-]$/;

/**
 * Brings a resource URI to the one form policies compare: scheme and host in lower case, escapes of unreserved
 * characters undone, dot segments resolved. `undefined` when another reader could take it for a different resource.
 */
export function normalizeUri(uri: string): string | undefined {
  if (ambiguous.test(uri)) return undefined;
  const decoded = decodeUnreserved(uri);
  const scheme = schemeShape.exec(decoded)?.[0].toLowerCase();
  if (scheme === undefined) return undefined;
  const [hierarchy, query] = splitAt(decoded.slice(scheme.length), /[?#]/);
  const [host, rawPath] = hierarchy.startsWith('//') ? splitAt(hierarchy.slice(2), /\//) : [undefined, hierarchy];
  const authority = normalizeAuthority(scheme, host);
  const path = resolveDots(rawPath);
  // A reader that does not split off the query, or parameters after `;`, would climb by their dots.
  if (authority === undefined || path === undefined || dotSegment.test(query)) return undefined;
  return `${scheme}${authority}${path}${query}`;
}

function splitAt(text: string, mark: RegExp): readonly [string, string] {
  const at = text.search(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function decodeUnreserved(uri: string): string {
  return uri.replace(/%([0-9a-f]{2})/gi, (escape, hex: string) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return unreserved.test(character) ? character : escape.toUpperCase();
  });
}

function normalizeAuthority(scheme: string, authority: string | undefined): string | undefined {
  if (authority === undefined) return '';
  const lower = authority.toLowerCase();
  if (scheme === 'file:' && lower === 'localhost') return '//';
  // User information (`user@host`) names another host than a careless reader sees.
  return authorityShape.test(lower) ? `//${lower}` : undefined;
}

/** Resolves `.` and `..`; `undefined` when the path climbs above its root. */
function resolveDots(path: string): string | undefined {
  if (!dotSegment.test(path)) return path;
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '..') {
      if (kept.length <= 1) return undefined;
      kept.pop();
    }
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (last) kept.push('');
  }
  return kept.join('/');
}
