import type { Limits } from '../core/jsonrpc/limits.ts';
import type { ArgumentEntry, Json, PromptEntry, ResourcesEntry, RoleList, ServerEntry, ToolEntry } from '../core/policy/entries.ts';
import type { SchemaNode } from '../core/policy/json-schema-node.ts';
import { resolveExternal, sentArguments } from './external.ts';
import type { When } from '../core/policy/when.ts';
import { compactLimits, resolveLimits, responseLimit } from './limits.ts';
import { dpopAlgorithms } from './dpop/dpop-entries.ts';
import { buildScopes } from './oauth/scopes.ts';
import { sseEntry } from './paths.ts';
import { clientRequestRules } from './client-requests.ts';
import { pinPrompt, pinTool, pinUris } from './lock/pin-entries.ts';
import type { Pinning } from './lock/resolve-pins.ts';
import type { KeyedEntry } from './keyed-entry.ts';
import type { InferredKinds, ToolKinds } from './kinds/infer-kinds.ts';
import { resolveRedaction } from './redaction.ts';
import { resolveArgumentModes, resolveModes, type RuleLevels } from './rule-modes.ts';
import type { ArgumentSource, PolicySource, PromptSource, RedactSource, ServerSource, Table, ToolSource } from './policy-source.ts';
import type { RoleGraph } from './roles.ts';
import type { SchemaObject } from './schema/keywords.ts';
import { readSize } from './size.ts';
import { normalizeRoot } from '../core/text/path.ts';
import { numberNetworks } from './when/networks.ts';
import { resolveWhen, type WhenLevels } from './when/resolve-when.ts';

/** Gives a tool's schema compiled, when it has a sound one. */
export type SchemaOf = (schema: SchemaObject) => SchemaNode | undefined;

/** Gives the conditions of an entry. */
type WhenOf = (levels: WhenLevels, args?: Table<ArgumentSource>) => { readonly when?: When };

/** Builds all entries of a sound policy, in its order. */
export function buildEntries(policy: PolicySource, roles: RoleGraph, schemaOf: SchemaOf, pinnings: ReadonlyMap<string, Pinning>, inferred: InferredKinds): readonly KeyedEntry[] {
  const networks = numberNetworks(policy);
  const whenOf: WhenOf = (levels, args) => resolveWhen(levels, networks, args);
  return [
    ...roles.names.map((name): KeyedEntry => ({ kind: 'role', server: '', name, entry: {} })),
    ...Object.entries(policy.servers).flatMap(([name, server]) => buildServer(name, server, policy, roles, schemaOf, pinnings.get(name), inferred.get(name), whenOf)),
  ];
}

function buildServer(server: string, source: ServerSource, policy: PolicySource, roles: RoleGraph, schemaOf: SchemaOf, pinning: Pinning | undefined, inferred: ReadonlyMap<string, ToolKinds> | undefined, whenOf: WhenOf): readonly KeyedEntry[] {
  const scopes = buildScopes(policy.identity);
  const needsOf = (item: { readonly scopes?: readonly string[] }) => scopes.needs(source.scopes, item.scopes);
  const grants = (source.resources ?? []).map((grant) => ({ uri: grant.uri, roles: listRoles(roles, grant.roles), ...whenOf([grant.when]), ...needsOf(grant) }));
  const resources: ResourcesEntry = { grants };
  const limits = resolveLimits(policy, source);
  const levels = [policy.rules, source.rules];
  return [
    { kind: 'server', server, name: '', entry: { ...serverEntry(source, policy, roles), ...scopes.needs(source.scopes), ...whenOf([source.when]), ...(source.resource !== undefined && { resource: source.resource }), ...(policy.identity?.dpop && { dpop: dpopAlgorithms(policy.identity.dpop).join(' ') }), ...(pinning && { pin: pinning.mode }) } },
    ...(grants.length > 0 ? [{ kind: 'resources', server, name: '', entry: resources } as const] : []),
    ...Object.entries(source.tools ?? {}).map(([name, tool]) => ({ kind: 'tool', server, name, entry: { ...toolEntry(name, tool, roles, limits, [tool.redact, source.redact, policy.redact], levels, schemaOf), ...whenOf([source.when, tool.when], tool.arguments), ...kindsOf(inferred?.get(name)), ...sentArguments(policy, source, tool), ...pinTool(name, pinning), ...needsOf(tool) } }) as const),
    ...Object.entries(source.prompts ?? {}).map(([name, prompt]) => ({ kind: 'prompt', server, name, entry: { ...promptEntry(name, prompt, roles, levels), ...whenOf([prompt.when], prompt.arguments), ...sentArguments(policy, source, prompt), ...pinPrompt(name, pinning), ...needsOf(prompt) } }) as const),
    ...(pinning === undefined ? [] : [...pinUris('resource', server, pinning.pins.resources), ...pinUris('template', server, pinning.pins.templates)]),
  ];
}

function serverEntry(source: ServerSource, policy: PolicySource, roles: RoleGraph): ServerEntry {
  const denial = source.denial ?? policy.denial;
  const limits = resolveLimits(policy, source);
  const methods = mapTable(source.methods ?? {}, (method) => listRoles(roles, method.roles));
  return {
    mode: source.mode ?? policy.mode ?? 'enforce',
    ...sseEntry(source),
    roles: listRoles(roles, grantedAnything(source)),
    ...compactLimits(limits),
    ...(denial && { denial }),
    ...responseLimit(policy, source),
    ...clientRequestRules(policy, source),
    ...resolveExternal(policy, source),
    ...resolveRedaction([source.redact, policy.redact]),
    ...resolveModes([policy.rules, source.rules]),
    ...(source.methods && { methods }),
  };
}

function grantedAnything(source: ServerSource): readonly string[] {
  const tools = Object.values(source.tools ?? {}).filter((tool) => tool.enabled !== false);
  const grants = [...tools, ...Object.values(source.prompts ?? {}), ...(source.resources ?? []), ...Object.values(source.methods ?? {})];
  return [...new Set(grants.flatMap(({ roles }) => roles ?? []))];
}

function toolEntry(name: string, tool: ToolSource, roles: RoleGraph, limits: Limits, redaction: readonly (RedactSource | undefined)[], farther: RuleLevels, schemaOf: SchemaOf): ToolEntry {
  const schema = tool.schema && schemaOf(tool.schema);
  const levels = [...farther, tool.rules];
  return {
    name,
    roles: listRoles(roles, tool.roles ?? []),
    ...(tool.enabled === false && { off: true }),
    ...(tool.alert === true && { alert: true }),
    ...(tool.denial && { denial: tool.denial }),
    ...compactLimits(limits),
    ...resolveRedaction(redaction),
    ...resolveModes(levels),
    ...(tool.arguments && { args: mapTable(tool.arguments, (argument) => argumentEntry(argument, levels)), ...requiredOf(tool.arguments) }),
    ...(schema !== undefined && { schema }),
  };
}

function promptEntry(name: string, prompt: PromptSource, roles: RoleGraph, farther: RuleLevels): PromptEntry {
  const levels = [...farther, prompt.rules];
  const args = prompt.arguments && mapTable(prompt.arguments, (argument) => argumentEntry({ kind: 'text', ...argument }, levels));
  return { name, roles: listRoles(roles, prompt.roles), kind: 'text', ...resolveModes(levels), ...(args && { args }), ...requiredOf(prompt.arguments ?? {}) };
}

function kindsOf(inferred: ToolKinds | undefined): Pick<ToolEntry, 'kinds'> {
  const kinds = Object.entries(inferred?.arguments ?? {}).flatMap(([name, inference]) => (typeof inference === 'object' ? [[name, inference.kind] as const] : []));
  return kinds.length === 0 ? {} : { kinds: Object.fromEntries(kinds) };
}

/** What an entry says of arguments that must be given: nothing when none must. */
function requiredOf(table: Table<ArgumentSource>): { readonly required?: readonly string[] } {
  const required = Object.keys(table).filter((name) => table[name]?.required === true);
  return required.length === 0 ? {} : { required };
}

function argumentEntry(argument: ArgumentSource, farther: RuleLevels): ArgumentEntry {
  const { kind, within, hosts, pattern, string } = argument;
  return {
    ...(kind !== undefined && kind !== 'any' && { kind }),
    ...(within && { within: within.map((root) => normalizeRoot(root) ?? root) }),
    ...(hosts && { hosts: hosts.map((host) => host.toLowerCase()) }),
    ...(argument.enum && { enum: argument.enum as readonly Json[] }),
    ...(pattern !== undefined && { pattern }),
    ...(string !== undefined && { string: readSize(string) }),
    ...resolveArgumentModes(farther, argument.rules, kind ?? 'any'),
  };
}

/** " reader support ": a blank on both sides of each, so that one `includes` decides. */
function listRoles(roles: RoleGraph, granted: readonly string[]): RoleList {
  return roles.expand(granted).map((role) => ` ${role}`).join('').concat(' ');
}

function mapTable<From, To>(table: Table<From>, change: (value: From) => To): Table<To> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}
