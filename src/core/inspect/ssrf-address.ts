import type { Kind } from '../policy/kind.ts';
import { classifyHost } from '../text/host.ts';
import { hostsOf, inspectTargets } from './ssrf-target.ts';

/** Schemes whose URLs name no host. */
const hostless = /^(?:mailto|tel|sms|urn|data|javascript|vbscript|about|news|file|netdoc|php|expect|phar)$/;
/** In an argument of unknown kind other schemes are ordinary work (`postgres://app@localhost/shop`). */
const fetching = /^(?:https?|wss?|ftps?)$/;

/** Finds URLs that lead to a loopback, private or otherwise internal host, or that hide where they lead. */
export const ssrfAddress = inspectTargets('ssrf.address', (target, _text, kind) => {
  if (target === 'hidden') return true;
  const { scheme } = target;
  if (scheme !== undefined && (kind === 'url' ? hostless.test(scheme) : !fetching.test(scheme))) return false;
  return hostsOf(target, kind).some((host) => host !== '' && leadsInside(host, kind));
});

/** Only in an argument that is a URL for certain is a host that no resolver takes a finding (`http://{host}/`). */
function leadsInside(host: string, kind: Kind): boolean {
  const found = classifyHost(host);
  return found === 'internal' || (found === 'ambiguous' && kind === 'url');
}
