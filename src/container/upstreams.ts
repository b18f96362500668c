/** Where an MCP server is; a `URL` as far as it matters, since qjs has none. */
export interface UpstreamUrl {
  readonly protocol: 'http:' | 'https:';
  /** A name or an address, that of IPv6 in brackets. */
  readonly hostname: string;
  readonly port: number;
  /** With the port when the URL has one. */
  readonly host: string;
  readonly pathname: string;
}

/** What MCP_UPSTREAM says: one URL, or a URL for each of several servers of the policy. */
export type Upstreams =
  | { readonly kind: 'only'; readonly url: UpstreamUrl }
  | { readonly kind: 'named'; readonly urls: ReadonlyMap<string, UpstreamUrl> }
  | { readonly kind: 'wrong'; readonly problem: string };

const example = 'such as http://server:3000/mcp';

/** Reads `URL`, or `NAME=URL` separated by blanks. */
export function readUpstreams(text: string): Upstreams {
  const words = text.trim().split(/\s+/).filter((word) => word !== '');
  const [first] = words;
  if (first === undefined) return wrong(`MCP_UPSTREAM is not set: give the URL of the MCP server, ${example}`);
  if (words.length === 1 && !/^[\w-]+=/.test(first)) {
    const url = parseUrl(first);
    return url === undefined ? wrong(`MCP_UPSTREAM: ${JSON.stringify(first)} is not a URL ${example}`) : { kind: 'only', url };
  }
  const urls = new Map<string, UpstreamUrl>();
  for (const word of words) {
    const [, name = '', target = ''] = /^([\w-]+)=(.*)$/.exec(word) ?? [];
    const url = parseUrl(target);
    if (name === '' || url === undefined) return wrong(`MCP_UPSTREAM: ${JSON.stringify(word)} is not NAME=URL, such as files=http://files:3000/mcp`);
    if (urls.has(name)) return wrong(`MCP_UPSTREAM names the server ${name} twice`);
    urls.set(name, url);
  }
  return { kind: 'named', urls };
}

/** A URL as MCP_UPSTREAM takes them; undefined: it is none. */
export function parseUrl(text: string): UpstreamUrl | undefined {
  const found = /^(https?:)\/\/([\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::(\d{1,5}))?(\/[\w.~!$&()*+,=:@/-]{0,200})?$/i.exec(text);
  if (found === null) return undefined;
  const [, scheme = '', hostname = '', port = '', pathname = '/'] = found;
  const protocol = scheme.toLowerCase() === 'https:' ? 'https:' : 'http:';
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  if (number < 1 || number > 65_535) return undefined;
  return { protocol, hostname, port: number, host: port === '' ? hostname : `${hostname}:${port}`, pathname };
}

function wrong(problem: string): Upstreams {
  return { kind: 'wrong', problem };
}
