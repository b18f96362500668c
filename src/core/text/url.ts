import { foldDigits } from './digits.ts';
import { foldToAscii } from './fold.ts';
import { decodePercent } from './percent.ts';

/** The hosts a URL may lead to, by the readings of different parsers. */
export interface UrlReadings {
  /** Lower case, without colon; undefined when there is none. */
  readonly scheme: string | undefined;
  /** The scheme that wraps it, as in `jar:https://...!/x`. */
  readonly wrapper: string | undefined;
  /** Host with port, as written; more than one only when parsers disagree or user information is present. */
  readonly hosts: readonly string[];
}

/** Schemes that only wrap another URL. */
const wrapping = /^(url|view-source|feed|jar|blob|uri)[:=]/i;
/** With a port behind the colon it is a host, but for the two that nobody names a host after. */
const schemePrefix = /^(?:(https?)|([a-z][a-z0-9+._-]*)(?!:\d{1,5}(?:[/?#]|$))):/i;
/** Longer than any host with user information. */
const longestAuthority = 1024;

/** Reads a URL, or a host with a path, as fetch clients do; undefined when it is not like one, or hides its host. */
export function readUrl(text: string): UrlReadings | undefined {
  // What the WHATWG parser drops: blanks and controls around, tabs and newlines anywhere.
  const from = text.search(/[^\0- ]/);
  if (from < 0) return { scheme: undefined, wrapper: undefined, hosts: [''] };
  const whole = text.slice(from);
  const url = readOne(whole.replace(/[\t\n\r]/g, ''));
  const end = whole.search(/[\t\n\r]/);
  // Others end the host there.
  const line = end < 0 ? undefined : readOne(whole.slice(0, end));
  return url === undefined || line === undefined ? url : { ...url, hosts: [...url.hosts, ...line.hosts.filter((host) => host !== '')] };
}

function readOne(text: string): UrlReadings | undefined {
  let rest = text;
  const wrapper = wrapping.exec(rest)?.[1]?.toLowerCase();
  for (let depth = 0; depth < 3 && wrapping.test(rest); depth++) rest = rest.replace(wrapping, '');
  const found = schemePrefix.exec(rest);
  const scheme = found?.[1] ?? found?.[2];
  if (scheme !== undefined) rest = rest.slice(scheme.length + 1);
  rest = rest.replace(/^[/\\]+/, '');
  const slash = rest.indexOf('/');
  const region = slash < 0 ? rest : rest.slice(0, slash);
  if (region.length > longestAuthority && region.slice(0, longestAuthority).search(/[?#]/) < 0) return undefined;
  return { scheme: scheme?.toLowerCase(), wrapper, hosts: hostsIn(region.slice(0, longestAuthority)) };
}

/**
 * Parsers disagree where the authority ends (`\`, `?`, `#`, blanks) and which `@` ends the user information:
 * so every piece counts, those before an `@` only when they look like a host.
 */
function hostsIn(region: string): readonly string[] {
  // A `!` ends it within an archive (`jar:http://host!/name`).
  if (!region.includes('@')) return [region.split(/[\\?#\s!]/, 1)[0] ?? ''];
  return region
    .split('@')
    .flatMap((piece, index, pieces) => {
      const heads = piece.split(/[\\?#\s,;&]+/).filter((head) => head !== '');
      return index === pieces.length - 1 ? heads.slice(0, 1) : heads.filter((head) => hostLike.test(foldDigits(foldToAscii(decodePercent(head)))));
    });
}

const hostLike = /^(?:\[|localhost|metadata|[\d.xa-f]+(?::|$)|[^:]*\.)/i;

const strictUrl = /^(https?):\/\/([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?=[/?#]|$)/i;
/** `http://good?@evil/` and the like: some parsers look for the `@` first. */
const secondAuthority = /^[^/]*[@\\]/;
/** Something a parser would strip, or read as the end of the line. */
const unclean = /[\0-\x20\x7f]/;

/**
 * Whether an http(s) URL leads to one of these hosts (`api.example.com`, `*.example.com` for names below,
 * `host:8443` for a port). User information, blanks and whatever parsers read differently are refused.
 */
export function isOnHosts(value: string, hosts: readonly string[]): boolean {
  const match = strictUrl.exec(value);
  if (match === null || unclean.test(value) || secondAuthority.test(value.slice(match[0].length))) return false;
  const [, scheme = '', name = '', port] = match;
  const defaultPort = scheme.toLowerCase() === 'https' ? '443' : '80';
  return hosts.some((entry) => matchesEntry(name.toLowerCase(), port ?? defaultPort, defaultPort, entry.toLowerCase()));
}

function matchesEntry(name: string, port: string, defaultPort: string, entry: string): boolean {
  const [, entryName = '', entryPort = defaultPort] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (Number(port) !== Number(entryPort)) return false;
  if (!entryName.startsWith('*.')) return name === entryName;
  return name.length > entryName.length - 1 && name.endsWith(entryName.slice(1)) && !name.includes('..');
}
