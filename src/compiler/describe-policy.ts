import { keyHeaders } from '../core/identity/settings.ts';
import { describeFetches, type FetchesDescription } from './describe-fetches.ts';
import { describeModes, type ModesDescription } from './describe-modes.ts';
import { describeTools, type ToolDescription } from './describe-tools.ts';
import { keyHeaderOf } from './identity.ts';
import type { InferredKinds } from './kinds/infer-kinds.ts';
import { resolveExternal } from './external.ts';
import { resolvePaths } from './paths.ts';
import type { PolicySource, ServerSource, Table } from './policy-source.ts';
import type { RoleGraph } from './roles.ts';
import { describeConditions, type ConditionsDescription } from './when/describe-when.ts';

/** A policy as people ask about it: which servers there are, and what each role may do there. */
export interface PolicyDescription {
  readonly mode: 'enforce' | 'monitor';
  /** Absent where no hop is trusted, so that it says nothing. */
  readonly roleHeader?: string;
  readonly servers: readonly ServerDescription[];
  readonly roles: readonly RoleDescription[];
  /** Where rules of inspection are not in their own mode. */
  readonly rules: readonly ModesDescription[];
  /** Grants that hold under conditions only; absent where there are none. */
  readonly conditions?: readonly ConditionsDescription[];
  /** The header of keys that nginx has to be told to keep from servers; absent where it is told already. */
  readonly keyHeader?: string;
  /** Ways to know a caller that nginx has to be configured for, by their names in the policy; absent where there are none. */
  readonly configured?: readonly ConfiguredWay[];
  /** Absent where nothing is fetched. */
  readonly fetches?: FetchesDescription;
}

/** `identity` methods in which nginx itself finds out who calls. */
const configuredWays = ['mtls', 'basic', 'auth_request'] as const;
export type ConfiguredWay = (typeof configuredWays)[number];

export interface ServerDescription {
  readonly name: string;
  readonly upstream: string;
  /** Paths clients use. */
  readonly paths: readonly string[];
  /** Those that somebody may call. */
  readonly tools: readonly ToolDescription[];
  /** The location that leads to its external decision point; absent: it has none. */
  readonly decisions?: string;
}

export interface RoleDescription {
  readonly name: string;
  readonly inherits: readonly string[];
  /** What it may do, by server; servers it may not use are left out. */
  readonly grants: readonly GrantDescription[];
}

export interface GrantDescription {
  readonly server: string;
  readonly tools: readonly string[];
  readonly prompts: readonly string[];
  readonly resources: readonly string[];
  readonly methods: readonly string[];
}

/** Describes a sound policy, inheritance worked out. */
export function describePolicy(policy: PolicySource, roles: RoleGraph, inferred: InferredKinds, roleHeader: string | undefined): PolicyDescription {
  const servers = Object.entries(policy.servers);
  const conditions = describeConditions(policy);
  const fetches = describeFetches(policy.identity);
  const configured = configuredWays.filter((way) => policy.identity?.[way] !== undefined);
  const keyHeader = policy.identity?.api_keys && keyHeaderOf(policy.identity.api_keys);
  return {
    mode: policy.mode ?? 'enforce',
    ...(roleHeader !== undefined && { roleHeader }),
    servers: servers.map(([name, server]) => describeServer(policy, name, server, inferred)),
    roles: roles.names.map((name) => ({
      name,
      inherits: policy.roles[name]?.inherits ?? [],
      grants: servers.map(([server, source]) => describeGrant(server, source, name, roles)).filter(isGrant),
    })),
    rules: describeModes(policy),
    ...(conditions.length > 0 && { conditions }),
    ...(keyHeader !== undefined && !keyHeaders.includes(keyHeader) && { keyHeader }),
    ...(configured.length > 0 && { configured }),
    ...(fetches && { fetches }),
  };
}

function describeServer(policy: PolicySource, name: string, server: ServerSource, inferred: InferredKinds): ServerDescription {
  const { external } = resolveExternal(policy, server);
  return {
    name,
    upstream: server.upstream,
    paths: resolvePaths(server).map(({ path }) => path),
    tools: describeTools(server, inferred.get(name)),
    ...(external && { decisions: external.location }),
  };
}

function describeGrant(server: string, source: ServerSource, role: string, roles: RoleGraph): GrantDescription {
  const may = ({ roles: granted = [] }: { readonly roles?: readonly string[] }): boolean => roles.expand(granted).includes(role);
  const names = <Item extends { readonly roles?: readonly string[] }>(table: Table<Item> = {}): readonly string[] =>
    Object.entries(table).flatMap(([name, item]) => (may(item) ? [name] : []));
  const enabled = Object.fromEntries(Object.entries(source.tools ?? {}).filter(([, tool]) => tool.enabled !== false));
  return {
    server,
    tools: names(enabled),
    prompts: names(source.prompts),
    resources: (source.resources ?? []).filter(may).map(({ uri }) => uri),
    methods: names(source.methods),
  };
}

function isGrant({ tools, prompts, resources, methods }: GrantDescription): boolean {
  return [tools, prompts, resources, methods].some((names) => names.length > 0);
}
