import { parseDocument } from 'yaml';

/** The policy with one server's address changed to that of a URL: its path, and the Host header when none is set. */
export function retargetPolicy(source: string, server: string, url: { readonly pathname: string; readonly host: string }): string {
  const document = parseDocument(source);
  const at = ['servers', server];
  if (url.pathname !== '/') document.setIn([...at, 'upstream_path'], url.pathname);
  if (!document.hasIn([...at, 'host'])) document.setIn([...at, 'host'], url.host);
  return document.toString();
}
