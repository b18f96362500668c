import { judgeClaim } from '../core/identity/binding.ts';
import { allowsOrdinaryCall } from '../core/ordinary.ts';
import { writtenToolKey } from '../core/policy/key.ts';
import { findEntry } from '../core/policy/lookup.ts';
import { writeArguments } from './audit.ts';
import { expect } from './expectation.ts';
import { NginxPorts } from './ports.ts';
import { readRoleClaim, type Variables } from './transport.ts';

/** Longest arguments that are logged whole, in characters. */
const mostShown = 512;

/**
 * Opens the upstream for an ordinary call that may pass; false when it is none, or is to go the whole way. What the log is
 * told beside is what nginx's pattern took from the body (http.conf).
 */
export function passOrdinaryCall(r: NginxHTTPRequest, route: string): boolean {
  const { variables } = r;
  const form = variables['portcullis_call'];
  if (form !== 'plain' && form !== 'ordinary') return false;
  const args = variables['portcullis_call_args'] ?? '';
  // Plain arguments are logged as they are, which the log bounds.
  const isPlain = form === 'plain' && args.length <= mostShown;
  const ports = new NginxPorts(variables);
  const server = variables['mcp_server'] ?? '';
  const tool = variables['portcullis_call_tool'] ?? '';
  const allowed = allowsOrdinaryCall(
    {
      role: readRoleClaim(r).trusted,
      tool,
      arguments: args,
      isPlain,
      entry: readEntry(variables, ports, server, tool),
    },
    ports,
  );
  if (allowed === undefined) return false;
  const session = variables['http_mcp_session_id'] ?? '';
  if (session !== '' && judgeClaim(server, { what: 'session', id: session }, allowed, ports) !== undefined) return false;
  variables['mcp_role'] = allowed.role;
  if (!isPlain) writeArguments(variables, allowed.arguments);
  variables['mcp_decision'] = 'allow';
  expect(r, { role: allowed.role, era: 'legacy', session, asked: 'request', method: 'tools/call', ids: undefined });
  variables['mcp_upstream'] = route;
  return true;
}

/**
 * The tool's entry under the key that nginx writes by itself; one with capitals needs another, and one that another
 * location or a subrequest has left is not this call's.
 */
function readEntry(variables: Variables, ports: NginxPorts, server: string, tool: string): string {
  const isOurs = variables['portcullis_key'] === writtenToolKey(server, tool);
  return (isOurs && variables['portcullis_entry']) || (findEntry(ports, 'tool', server, tool) ?? '');
}
