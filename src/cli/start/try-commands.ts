import type { PolicyDescription, ServerDescription } from '../../compiler/describe-policy.ts';

/** A command to paste, and what it shows. */
export interface TryCommand {
  readonly shows: string;
  readonly command: string;
}

interface Call {
  readonly role: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Where and as whom the commands call. */
export interface Target {
  readonly url: string;
  readonly roleHeader: string;
  /** A certificate of our own making has no authority curl knows. */
  readonly insecure: boolean;
}

/** Three commands for the shipped example: allowed, denied by role, stopped by inspection. */
export function exampleCommands(target: Target): readonly TryCommand[] {
  return [
    { shows: 'allowed', command: callInSession(target, { role: 'viewer', tool: 'echo', arguments: { message: 'hello' } }) },
    { shows: 'denied by role', command: call(target, { role: 'viewer', tool: 'get-env', arguments: {} }) },
    { shows: 'stopped by inspection', command: call(target, { role: 'developer', tool: 'gzip-file-as-resource', arguments: { name: '../../root/.ssh/authorized_keys' } }) },
  ];
}

/** The same for any policy, as far as can be told without knowing the tools: list them, and call one that is not granted. */
export function policyCommands(target: Target, description: PolicyDescription, server: ServerDescription): readonly TryCommand[] {
  const may = (name: string): readonly string[] => description.roles.find((role) => role.name === name)?.grants.find((grant) => grant.server === server.name)?.tools ?? [];
  const role = description.roles.find(({ grants }) => grants.some((grant) => grant.server === server.name))?.name;
  if (role === undefined) return [];
  const others = description.roles.flatMap(({ name }) => may(name)).filter((tool) => !may(role).includes(tool));
  return [
    { shows: 'allowed', command: inSession(target, role, { jsonrpc: '2.0', id: 2, method: 'tools/list' }) },
    { shows: 'denied by role', command: call(target, { role, tool: others[0] ?? 'not-in-the-policy', arguments: {} }) },
  ];
}

function callInSession(target: Target, request: Call): string {
  return inSession(target, request.role, { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: request.tool, arguments: request.arguments } });
}

/** The 2025 revisions want a session first: the inner curl opens one and hands its id to the outer. */
function inSession(target: Target, role: string, message: object): string {
  const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'curl', version: '1' } } };
  const session = `${post(target, role, '-si', initialize)} | tr -d '\\r' | awk 'tolower($1) == "mcp-session-id:" { print $2 }'`;
  return `S=$(${session}); ${post(target, role, '-s', message, ' -H "Mcp-Session-Id: $S"')}`;
}

function call(target: Target, request: Call): string {
  return post(target, request.role, '-s', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: request.tool, arguments: request.arguments } });
}

function post({ url, roleHeader, insecure }: Target, role: string, flags: string, message: object, more = ''): string {
  const headers = ['Content-Type: application/json', 'Accept: application/json, text/event-stream', `${roleHeader}: ${role}`];
  return `curl ${flags}${insecure ? 'k' : ''} ${url} ${headers.map((header) => `-H ${quote(header)}`).join(' ')}${more} -d ${quote(JSON.stringify(message))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
