import { AsciiInspection } from '../core/inspection.ts';
import { isRefusal } from '../core/identity/identity.ts';
import { ownsSession } from '../core/identity/binding.ts';
import { allowsOrdinaryCall } from '../core/ordinary.ts';
import { findEntry } from '../core/policy/lookup.ts';
import { changeKey } from '../core/policy/pinned-list.ts';
import { recallEntry } from '../core/policy/recall.ts';
import { lacksScopes } from '../core/policy/scopes.ts';
import { writeArguments } from './audit.ts';
import { expect } from './expectation.ts';
import { identifyOrdinary } from './identify.ts';
import { NginxPorts } from './ports.ts';
import { readTrustedRole } from './transport.ts';

/** Longest arguments that are logged whole, in characters. */
const mostShown = 512;

/**
 * Opens the upstream for an ordinary call that may pass; false when it is none, or is to go the whole way. What the log is
 * told beside is what nginx's pattern took from the body (http.conf).
 */
export function passOrdinaryCall(r: NginxHTTPRequest, route: string): boolean {
  const { variables } = r;
  // Plain arguments are logged as they are, which the log bounds; asking for them makes nginx look at the body.
  const shown = variables['portcullis_call_shown'] ?? '';
  const json = shown || (variables['portcullis_call_args'] ?? '');
  if (json === '') return false;
  const isPlain = shown !== '' && shown.length <= mostShown;
  const server = variables['mcp_server'] ?? '';
  const tool = variables['portcullis_call_tool'] ?? '';
  const ports = new NginxPorts(variables, isPlain);
  // nginx looks the tool up by itself, under its name as it is; one with capitals stands under another key.
  const entry = recallEntry(variables['portcullis_entry'] || (findEntry(ports, 'tool', server, tool) ?? ''));
  if (entry === undefined) return false;
  if (entry.pin !== undefined && ports.isChanged(changeKey('tool', server, tool, entry.pin))) return false;
  const trusted = readTrustedRole(r);
  const caller = trusted === '' ? identifyOrdinary(r, ports) : undefined;
  if (caller !== undefined && (isRefusal(caller) || lacksScopes(entry.scopes, caller.scopes))) return false;
  const role = caller?.role ?? trusted;
  const args: unknown = JSON.parse(json);
  const look = isPlain ? ports : new AsciiInspection(ports, variables['portcullis_call_loud'] === '');
  if (!allowsOrdinaryCall(entry, role, tool, args, json.length, look)) return false;
  const session = variables['http_mcp_session_id'] ?? '';
  if (session !== '' && !ownsSession(server, session, role, caller?.owner, ports)) return false;
  variables['mcp_role'] = role;
  if (caller?.subject !== undefined) variables['mcp_subject'] = caller.subject;
  if (!isPlain) writeArguments(variables, args);
  variables['mcp_decision'] = 'allow';
  // Two literals: a member that is nearly always undefined costs each call as much as any other.
  const { redact } = entry;
  expect(r, caller === undefined
    ? { role, era: 'legacy', session, asked: 'request', method: 'tools/call', ids: undefined, redact }
    : { role, owner: caller.owner, era: 'legacy', session, asked: 'request', method: 'tools/call', ids: undefined, redact });
  variables['mcp_upstream'] = route;
  return true;
}
