/** The query a message endpoint may have: the session's id, under the names SDKs use. */
const sessionQuery = /^\?(?:sessionId|session_id|sessionid)=[\w.-]{1,128}$/;
const sessionParameter = /\?\w+=(.+)$/;
const origin = /^https?:\/\/[^/?#]*/i;

/**
 * The address a client of HTTP+SSE is to post to, for the one its server named in the `endpoint` event (2024-11-05, "HTTP with
 * SSE"): the same session under the public path, whatever path, prefix or origin the server believes in. Undefined when it
 * leads anywhere but to the server's own message endpoint.
 */
export function rewriteEndpoint(uri: string, upstreamPath: string, publicPath: string): string | undefined {
  const local = uri.replace(origin, '');
  const at = local.indexOf('?');
  const path = at < 0 ? local : local.slice(0, at);
  const query = at < 0 ? '' : local.slice(at);
  // Relative to the stream's address: the last segment, or nothing.
  const isSame = path === '' || path === upstreamPath || (!path.startsWith('/') && upstreamPath.endsWith(`/${path}`));
  return isSame && (query === '' || sessionQuery.test(query)) ? `${publicPath}${query}` : undefined;
}

/** The session id in an address that {@link rewriteEndpoint} gave; undefined when it has none. */
export function sessionIn(address: string): string | undefined {
  return sessionParameter.exec(address)?.[1];
}
