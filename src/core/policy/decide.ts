import type { PolicyPort } from '../ports.ts';
import type { Rule } from '../rules.ts';
import type { PromptEntry, ResourcesEntry, RoleList, ServerEntry, ToolEntry } from './entries.ts';
import { readEntry } from './lookup.ts';
import { matchResource } from './resources.ts';
import { lacksScopes, type ScopeNeeds } from './scopes.ts';

/** A map ignores case and is not ours alone: names longer than this are not looked up. */
const maxName = 256;

/** The server's entry, or undefined when the policy has no such server. */
export function findServer(policy: PolicyPort, server: string): ServerEntry | undefined {
  return server === '' ? undefined : (readEntry(policy, 'server', server, '') as ServerEntry | undefined);
}

/** The tool's entry, and the rule by which this role may not call it. */
export interface ToolDecision {
  readonly entry: ToolEntry | undefined;
  readonly rule: Rule | undefined;
}

/** Whether this role may call the tool. The entry comes along also when denied: it may ask for attention. */
export function decideTool(policy: PolicyPort, server: string, role: string, name: string): ToolDecision {
  const entry = readNamed(policy, 'tool', server, name) as ToolEntry | undefined;
  if (entry?.off) return { entry, rule: entry.unpinned ? 'policy.pin' : 'policy.disabled' };
  const granted = entry !== undefined && grants(entry, role, name);
  return { entry, rule: granted ? undefined : explainDenial(policy, role, 'policy.tool') };
}

/** Whether the entry is this tool's, which a map that ignores case leaves open, and lets this role call it. */
export function grants(entry: ToolEntry, role: string, name: string): boolean {
  return entry.name === name && entry.off === undefined && holds(entry.roles, role);
}

/** The prompt's entry if this role may get it. */
export function decidePrompt(policy: PolicyPort, server: string, role: string, name: string): PromptEntry | Rule {
  const entry = readNamed(policy, 'prompt', server, name) as PromptEntry | undefined;
  if (entry?.unpinned) return 'policy.pin';
  return entry !== undefined && holds(entry.roles, role) ? entry : explainDenial(policy, role, 'policy.prompt');
}

/** Whether this role may read or watch the resource: any grant whose pattern matches the normalized URI. */
export function decideResource(policy: PolicyPort, server: string, role: string, uri: string): Rule | undefined {
  return grantsFor(policy, server, role, uri).length > 0 ? undefined : explainDenial(policy, role, 'policy.resource');
}

/** What of scopes a token lacks for a resource that its role may read: those of the first grant, if it has those of none. */
export function findLackForResource(policy: PolicyPort, server: string, role: string, granted: readonly string[] | undefined, uri: string): ScopeNeeds | undefined {
  if (granted === undefined) return undefined;
  const needs = grantsFor(policy, server, role, uri).map(({ scopes }) => scopes);
  return needs.every((one) => lacksScopes(one, granted)) ? needs[0] : undefined;
}

function grantsFor(policy: PolicyPort, server: string, role: string, uri: string): ResourcesEntry['grants'] {
  const entry = readEntry(policy, 'resources', server, '') as ResourcesEntry | undefined;
  return (entry?.grants ?? []).filter((grant) => holds(grant.roles, role) && matchResource(uri, grant.uri));
}

/** Whether this role may open a session and list: it is granted something on the server. */
export function decideSession(policy: PolicyPort, server: ServerEntry, role: string): Rule | undefined {
  return holds(server.roles, role) ? undefined : explainDenial(policy, role, 'policy.session');
}

/** Whether the policy grants this role a method that the protocol does not know. */
export function decideMethod(server: ServerEntry, role: string, method: string): Rule | undefined {
  const roles = server.methods !== undefined && Object.hasOwn(server.methods, method) ? server.methods[method] : undefined;
  return roles !== undefined && holds(roles, role) ? undefined : 'mcp.method';
}

/** A role the policy does not have is told apart in the log; both are denied. */
function explainDenial(policy: PolicyPort, role: string, rule: Rule): Rule {
  return readEntry(policy, 'role', '', role) === undefined ? 'role.unknown' : rule;
}

/** The map ignores case, so the entry's exact name is compared again. */
function readNamed(policy: PolicyPort, kind: 'tool' | 'prompt', server: string, name: string): { readonly name: string } | undefined {
  if (name.length > maxName) return undefined;
  const entry = readEntry(policy, kind, server, name) as { readonly name: string } | undefined;
  return entry?.name === name ? entry : undefined;
}

function holds(roles: RoleList, role: string): boolean {
  return roles.includes(` ${role} `);
}
