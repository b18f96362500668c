import type { Kind } from '../policy/kind.ts';
import { classifyHost } from '../text/host.ts';
import { hostsOf, inspectTargets } from './ssrf-target.ts';

/** Schemes whose URLs name no host. */
const hostless = /^(?:mailto|tel|sms|urn|data|javascript|vbscript|about|news|file|netdoc|php|expect|phar)$/;
/** In an argument of unknown kind other schemes are ordinary work (`postgres://app@localhost/shop`). */
const fetching = /^(?:https?|wss?|s?ftps?)$/;
/** A host is written so only to hide what it is. */
const disguise = /[^\0-\x7f]|%/;

/** Finds URLs that lead to a loopback, private or otherwise internal host, or that hide where they lead. */
export const ssrfAddress = inspectTargets('ssrf.address', (target, _text, kind) => {
  if (target === 'hidden') return true;
  const { scheme } = target;
  if (kind === 'url' && scheme !== undefined && hostless.test(scheme)) return false;
  const isOther = kind === 'any' && scheme !== undefined && !fetching.test(scheme);
  return hostsOf(target, kind).some((host) => host !== '' && (!isOther || disguise.test(host)) && leadsInside(host, kind));
});

/** Only in an argument that is a URL for certain is a host that no resolver takes a finding (`http://{host}/`). */
function leadsInside(host: string, kind: Kind): boolean {
  const found = classifyHost(host);
  return found === 'internal' || found === 'disguised' || (found === 'ambiguous' && kind === 'url');
}
