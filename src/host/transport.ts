import type { Claim } from '../core/identity/binding.ts';
import type { Transport } from '../core/mcp/transport.ts';
import type { MirrorHeaders } from '../core/mcp/headers.ts';
import type { RoleClaim } from '../core/identity/role.ts';

/** nginx's variables as njs shows them. */
export type Variables = NginxHTTPRequest['variables'];

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

/**
 * Reads the sessions a request is in. A stream is resumed in its session: without one nobody can say whose it is, so that the
 * request is in a session without a name, which nobody has.
 */
export function readSessions({ method, variables }: NginxHTTPRequest): readonly Claim[] {
  const id = variables['http_mcp_session_id'] ?? '';
  const query = variables['args'] ?? '';
  const resumes = method === 'GET' && (variables['http_last_event_id'] ?? '') !== '';
  const claims: Claim[] = id !== '' || resumes ? [{ what: 'session', id }] : [];
  // Nothing but an id of HTTP+SSE is let through in a query.
  if (query !== '') claims.push({ what: 'sse', id: query.slice(query.indexOf('=') + 1) });
  return claims;
}

/** Reads the headers that repeat the body; nginx gives an empty string or undefined for an absent one. */
export function readMirrorHeaders(variables: Variables): MirrorHeaders {
  return {
    version: variables['http_mcp_protocol_version'] || undefined,
    method: variables['http_mcp_method'] || undefined,
    name: variables['http_mcp_name'] || undefined,
  };
}

/** For a request that map in http.conf found to have none of them that matters. */
export const noMirrorHeaders: MirrorHeaders = { version: undefined, method: undefined, name: undefined };

/** Reads who calls, and who claims to. */
export function readRoleClaim(r: NginxHTTPRequest): RoleClaim {
  const trusted = readTrustedRole(r);
  if (trusted !== '') return { trusted, sent: trusted };
  return { trusted, sent: (r.variables['portcullis_role'] ?? '') === '' ? (r.variables['portcullis_claimed'] ?? '') : '' };
}

/**
 * Reads the role header, if it came from a trusted hop, as nginx's maps from the policy give it. nginx's variable stands for
 * the header spelled with underscores too, which a hop that strips the header may have let through, so the header itself
 * must be there.
 */
export function readTrustedRole(r: NginxHTTPRequest): string {
  const { variables } = r;
  const role = variables['portcullis_role'] ?? '';
  return role === '' || r.headersIn[nameRoleHeader(variables)] === undefined ? '' : role;
}

/** The policy's; asked for once in a context, since no request changes it. */
let roleHeader: string | undefined;

function nameRoleHeader(variables: Variables): string {
  return (roleHeader ??= variables['portcullis_header'] ?? '');
}

/** The same where a policy has more ways to know a caller: `portcullis_role` is empty then, so that no call is ordinary by it alone. */
export function readVouchedRole(r: NginxHTTPRequest): string {
  const { variables } = r;
  const role = variables['portcullis_vouched'] ?? '';
  return role === '' || r.headersIn[nameRoleHeader(variables)] === undefined ? '' : role;
}
