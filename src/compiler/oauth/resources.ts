import { dpopAlgorithms } from '../dpop/dpop-entries.ts';
import type { IdentitySource, PolicySource, ServerSource } from '../policy-source.ts';

/** A protected resource: one server, or several that share its URL. */
export interface Resource {
  readonly url: string;
  /** As nginx's `$host` has it: without the port. */
  readonly host: string;
  /** Empty where the URL has none. */
  readonly path: string;
  /** The servers' names in the policy. */
  readonly servers: readonly string[];
}

const wellKnown = '/.well-known/oauth-protected-resource';

/** The resources of a policy, in its order. */
export function resolveResources({ servers }: PolicySource): readonly Resource[] {
  const byUrl = new Map<string, readonly string[]>();
  for (const [name, { resource }] of Object.entries(servers)) if (resource !== undefined) byUrl.set(resource, [...(byUrl.get(resource) ?? []), name]);
  return [...byUrl].map(([url, names]) => ({ ...splitUrl(url), url, servers: names }));
}

/** Paths at which one host has a resource's metadata: its own, and that of the whole host where it has no other resource. */
export function metadataPaths(resource: Resource, all: readonly Resource[]): readonly string[] {
  const isOnly = all.every(({ host, url }) => host !== resource.host || url === resource.url);
  return [...new Set([`${wellKnown}${resource.path}`, ...(isOnly ? [wellKnown] : [])])];
}

/** The metadata, in the order of RFC 9728, section 2. `offline_access` is between a client and its issuer, and none of it. */
export function describeResource(resource: Resource, { identity, servers }: PolicySource): Readonly<Record<string, unknown>> {
  const dpop = identity?.dpop;
  const sources = resource.servers.flatMap((name) => servers[name] ?? []);
  const scopes = [...new Set(sources.flatMap(scopesOf))];
  const name = sources.map((source) => source.resource_name).find(isGiven);
  const documentation = sources.map((source) => source.resource_documentation).find(isGiven);
  return {
    resource: resource.url,
    authorization_servers: issuersOf(identity),
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    bearer_methods_supported: ['header'],
    ...(name !== undefined && { resource_name: name }),
    ...(documentation !== undefined && { resource_documentation: documentation }),
    ...(dpop && { dpop_signing_alg_values_supported: dpopAlgorithms(dpop), dpop_bound_access_tokens_required: dpop.required === true }),
  };
}

/** Who issues tokens, as clients are told: those of whom they are taken unless told, where they have URLs. */
export function issuersOf({ authorization_servers: named, jwt = [], introspection }: IdentitySource = {}): readonly string[] {
  const all = [...jwt, ...(introspection === undefined ? [] : [introspection])];
  return named ?? all.map(({ issuer }) => issuer).filter((issuer) => /^https?:\/\//.test(issuer));
}

/** All scopes that something on a server needs, with disabled tools left out. */
function scopesOf({ scopes = [], tools = {}, prompts = {}, resources = [] }: ServerSource): readonly string[] {
  const enabled = Object.values(tools).filter((tool) => tool.enabled !== false);
  return [...scopes, ...[...enabled, ...Object.values(prompts), ...resources].flatMap((one) => one.scopes ?? [])];
}

function splitUrl(url: string): { readonly host: string; readonly path: string } {
  const [origin = ''] = /^https?:\/\/[^/]*/.exec(url) ?? [];
  return { host: origin.replace(/^https?:\/\//, '').replace(/:[0-9]+$/, ''), path: url.slice(origin.length) };
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined;
}
