import { classifyHost } from '../text/host.ts';
import { inspectTargets } from './ssrf-target.ts';

/** Schemes whose URLs name a host; `mailto:` and the like do not. */
const hostless = /^(?:mailto|tel|sms|urn|data|javascript|vbscript|about|news|file|netdoc|php|expect|phar)$/;

/** Finds URLs that lead to a loopback, private or otherwise internal host, or that hide where they lead. */
export const ssrfAddress = inspectTargets('ssrf.address', (target) => {
  if (target === 'hidden') return true;
  if (target.scheme !== undefined && hostless.test(target.scheme)) return false;
  return target.hosts.some((host) => host !== '' && leadsInside(host));
});

function leadsInside(host: string): boolean {
  const kind = classifyHost(host);
  return kind === 'internal' || kind === 'ambiguous';
}
