import { parseUrl, type UpstreamUrl } from './upstreams.ts';

/** The endpoint of each location of the policy that leads to an external decision point. */
export type Endpoints = ReadonlyMap<string, UpstreamUrl>;

const example = 'such as http://pdp:3592/access/v1/evaluation';

/** Reads PORTCULLIS_DECISIONS for the locations of a policy: `URL`, `LOCATION=URL` separated by blanks, or `own`; a text says what is wrong. */
export function readEndpoints(text: string, locations: readonly string[]): Endpoints | string {
  const words = text.trim().split(/\s+/).filter((word) => word !== '');
  const [first = '', ...more] = words;
  if (locations.length === 0) return first === '' ? new Map() : 'PORTCULLIS_DECISIONS: the policy has no `decisions`';
  if (first === '') return `the policy asks an external decision point: PORTCULLIS_DECISIONS is to say where, ${example}; or \`own\`, if ${locations.join(' and ')} is in /etc/portcullis/server.d`;
  if (first === 'own' && more.length === 0) return new Map();
  if (locations.length > 1 && !first.startsWith('/')) return `PORTCULLIS_DECISIONS: the policy has several locations: give each its URL, as in "${locations.map((location) => `${location}=http://pdp:3592/access/v1/evaluation`).join(' ')}"`;
  const endpoints = new Map<string, UpstreamUrl>();
  for (const word of words) {
    const [, location = '', target = ''] = word.startsWith('/') ? /^([^=]*)=(.*)$/.exec(word) ?? [] : ['', locations[0], word];
    const url = parseUrl(target);
    if (url === undefined || url.pathname === '/' || url.pathname.includes('$')) return `PORTCULLIS_DECISIONS: ${JSON.stringify(word)} has no URL of an endpoint, ${example}`;
    if (!locations.includes(location)) return `PORTCULLIS_DECISIONS: the policy has no location ${location}; it has: ${locations.join(', ')}`;
    if (endpoints.has(location)) return `PORTCULLIS_DECISIONS names ${location} twice`;
    endpoints.set(location, url);
  }
  const missing = locations.filter((location) => !endpoints.has(location));
  return missing.length > 0 ? `PORTCULLIS_DECISIONS has no URL for: ${missing.join(', ')}` : endpoints;
}
