import { classifyHost } from '../text/host.ts';
import { readUrl } from '../text/url.ts';
import { hostsOf, inspectTargets } from './ssrf-target.ts';

/** Finds URLs that lead to the service from which cloud machines get their credentials, also when handed on in a query. */
export const ssrfMetadata = inspectTargets('ssrf.metadata', (target, text, kind) => {
  if (target === 'hidden') return false;
  return hostsOf(target, kind).some(isMetadata) || urlsInside(text).some((url) => readUrl(url)?.hosts.some(isMetadata));
});

function isMetadata(host: string): boolean {
  return classifyHost(host) === 'metadata';
}

/** URLs in the query or path of another; few are needed, so few are read. */
function urlsInside(text: string): readonly string[] {
  const urls = text.slice(8, 4096).match(/https?(?::|%3a)(?:\/|%2f){2}[^&"'\s]{1,200}/gi) ?? [];
  return urls.slice(0, 8).map((url) => url.replace(/%3a/i, ':').replaceAll(/%2f/gi, '/'));
}
