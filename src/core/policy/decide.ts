import type { Ports } from '../ports.ts';
import type { Rule } from '../rules.ts';
import type { PromptEntry, ResourcesEntry, RoleList, ServerEntry, ToolEntry } from './entries.ts';
import { readEntry } from './lookup.ts';
import { matchResource } from './resources.ts';

type Lookup = Ports['lookup'];

/** A map ignores case and is not ours alone: names longer than this are not looked up. */
const maxName = 256;

/** The server's entry, or undefined when the policy has no such server. */
export function findServer(lookup: Lookup, server: string): ServerEntry | undefined {
  return server === '' ? undefined : (readEntry(lookup, 'server', server, '') as ServerEntry | undefined);
}

/** The tool's entry, and the rule by which this role may not call it. */
export interface ToolDecision {
  readonly entry: ToolEntry | undefined;
  readonly rule: Rule | undefined;
}

/** Whether this role may call the tool. The entry comes along also when denied: it may ask for attention. */
export function decideTool(lookup: Lookup, server: string, role: string, name: string): ToolDecision {
  const entry = readNamed(lookup, 'tool', server, name) as ToolEntry | undefined;
  if (entry?.off) return { entry, rule: 'policy.disabled' };
  const granted = entry !== undefined && holds(entry.roles, role);
  return { entry, rule: granted ? undefined : explainDenial(lookup, role, 'policy.tool') };
}

/** The prompt's entry if this role may get it. */
export function decidePrompt(lookup: Lookup, server: string, role: string, name: string): PromptEntry | Rule {
  const entry = readNamed(lookup, 'prompt', server, name) as PromptEntry | undefined;
  return entry !== undefined && holds(entry.roles, role) ? entry : explainDenial(lookup, role, 'policy.prompt');
}

/** Whether this role may read or watch the resource: any grant whose pattern matches the normalized URI. */
export function decideResource(lookup: Lookup, server: string, role: string, uri: string): Rule | undefined {
  const entry = readEntry(lookup, 'resources', server, '') as ResourcesEntry | undefined;
  const grants = entry?.grants ?? [];
  const granted = grants.some((grant) => holds(grant.roles, role) && matchResource(uri, grant.uri));
  return granted ? undefined : explainDenial(lookup, role, 'policy.resource');
}

/** Whether this role may open a session and list: it is granted something on the server. */
export function decideSession(lookup: Lookup, server: ServerEntry, role: string): Rule | undefined {
  return holds(server.roles, role) ? undefined : explainDenial(lookup, role, 'policy.session');
}

/** Whether the policy grants this role a method that the protocol does not know. */
export function decideMethod(server: ServerEntry, role: string, method: string): Rule | undefined {
  const roles = server.methods !== undefined && Object.hasOwn(server.methods, method) ? server.methods[method] : undefined;
  return roles !== undefined && holds(roles, role) ? undefined : 'mcp.method';
}

/** A role the policy does not have is told apart in the log; both are denied. */
function explainDenial(lookup: Lookup, role: string, rule: Rule): Rule {
  return readEntry(lookup, 'role', '', role) === undefined ? 'role.unknown' : rule;
}

/** The map ignores case, so the entry's exact name is compared again. */
function readNamed(lookup: Lookup, kind: 'tool' | 'prompt', server: string, name: string): { readonly name: string } | undefined {
  if (name.length > maxName) return undefined;
  const entry = readEntry(lookup, kind, server, name) as { readonly name: string } | undefined;
  return entry?.name === name ? entry : undefined;
}

function holds(roles: RoleList, role: string): boolean {
  return roles.includes(` ${role} `);
}
