import type { Transport } from '../core/mcp/transport.ts';
import type { MirrorHeaders } from '../core/mcp/headers.ts';
import type { RoleClaim } from '../core/identity/role.ts';

type Variables = NginxHTTPRequest['variables'];

/** Reads everything of HTTP that is judged before the body. */
export function readTransport(r: NginxHTTPRequest, route: string, takesSessionQuery: boolean): Transport {
  const { variables } = r;
  return {
    httpMethod: r.method,
    route,
    query: variables['args'] ?? '',
    takesSessionQuery,
    hostAllowed: variables['portcullis_host'] === '1',
    origin: variables['portcullis_origin'] ?? '-',
    upgrade: variables['http_upgrade'] ?? '',
    contentType: variables['http_content_type'] ?? '',
    contentEncoding: variables['http_content_encoding'] ?? '',
    accept: variables['http_accept'] ?? '',
    sessionId: variables['http_mcp_session_id'] ?? '',
  };
}

/** Reads the headers that repeat the body; nginx gives an empty string or undefined for an absent one. */
export function readMirrorHeaders(variables: Variables): MirrorHeaders {
  return {
    version: variables['http_mcp_protocol_version'] || undefined,
    method: variables['http_mcp_method'] || undefined,
    name: variables['http_mcp_name'] || undefined,
  };
}

/** Reads the role header as nginx's maps from the policy give it. */
export function readRoleClaim(variables: Variables): RoleClaim {
  return { trusted: variables['portcullis_role'] ?? '', sent: variables['portcullis_role_claimed'] ?? '' };
}
