import { AsciiInspection } from '../core/inspection.ts';
import { ownerByRole } from '../core/identity/binding.ts';
import { isRefusal } from '../core/identity/identity.ts';
import { allowsOrdinaryCall } from '../core/ordinary.ts';
import { changeKey } from '../core/policy/pinned-list.ts';
import { lacksScopes } from '../core/policy/scopes.ts';
import { findUnmet } from '../core/policy/when.ts';
import { writeArguments } from './audit.ts';
import { expect, expectOrdinary } from './expectation.ts';
import { identifyOrdinary } from './identify.ts';
import { recallTool } from './ordinary-tools.ts';
import { NginxPorts } from './ports.ts';
import { ownerOf } from './sessions.ts';
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
  const tool = recallTool(variables);
  if (tool === undefined) return false;
  const { entry } = tool;
  const isPlain = shown !== '' && shown.length <= mostShown;
  const ports = new NginxPorts(variables, isPlain);
  if (entry.pin !== undefined && ports.isChanged(changeKey('tool', variables['mcp_server'] ?? '', entry.name, entry.pin))) return false;
  const trusted = readTrustedRole(r);
  const caller = trusted === '' ? identifyOrdinary(r, ports) : undefined;
  if (caller !== undefined && (isRefusal(caller) || lacksScopes(entry.scopes, caller.scopes))) return false;
  const role = caller?.role ?? trusted;
  const args: unknown = JSON.parse(json);
  if (entry.when !== undefined && findUnmet(entry.when, ports.situation(entry.when), caller ?? {}, args) !== undefined) return false;
  const inspection = isPlain ? undefined : new AsciiInspection(ports, variables['portcullis_call_loud'] === '');
  if (!allowsOrdinaryCall(tool, role, args, json.length, inspection ?? ports)) return false;
  const session = variables['http_mcp_session_id'] ?? '';
  if (session !== '' && ownerOf(tool.sessions + session) !== (caller?.owner ?? ownerByRole(role))) return false;
  variables['mcp_role'] = role;
  if (caller?.subject !== undefined) variables['mcp_subject'] = caller.subject;
  if (inspection !== undefined) writeArguments(variables, args, { plainKeys: tool.plainKeys, plainText: inspection.plainPath });
  variables['mcp_decision'] = 'allow';
  const { redact } = entry;
  // An object takes QuickJS longer than a whole check: where nothing is to be said that nginx's variables do not say, there is none.
  if (caller !== undefined || redact !== undefined) expect(r, { role, owner: caller?.owner, era: 'legacy', session, asked: 'request', method: 'tools/call', ids: undefined, redact });
  if (redact === undefined) expectOrdinary(r);
  variables['mcp_upstream'] = route;
  return true;
}
