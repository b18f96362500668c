/** Longest URL that is looked at. */
const longest = 2048;
const form = /^(https?):\/\/([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::(\d{0,5}))?(\/[!-~]*)?$/i;

/**
 * An http(s) URL without query and fragment in the one form that RFC 9449, section 4.3, has compared: by the rules of RFC 3986, sections
 * 6.2.2 and 6.2.3. Undefined when it is none.
 */
export function normalizeTarget(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const found = form.exec(text.split(/[?#]/, 1)[0] ?? '');
  if (found === null) return undefined;
  const [, scheme = '', host = '', port = '', path = '/'] = found;
  const isUsual = port === '' || Number(port) === (scheme.length === 5 ? 443 : 80);
  return `${scheme}://${host}`.toLowerCase() + (isUsual ? '' : `:${Number(port)}`) + removeDots(path.replace(/%[0-9a-f]{2}/gi, spellEscape));
}

/** What need not be escaped is not, and hex digits are capitals. */
function spellEscape(escape: string): string {
  const character = String.fromCharCode(parseInt(escape.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
}

/** RFC 3986, section 5.2.4. */
function removeDots(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && /\/\.{1,2}$/.test(path) ? '/' : ''}`;
}
