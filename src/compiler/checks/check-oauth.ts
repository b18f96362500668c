import { escapeJson, longestToken } from '../conf/nginx-token.ts';
import { describeResource, issuersOf, resolveResources, type Resource } from '../oauth/resources.ts';
import { buildScopes } from '../oauth/scopes.ts';
import type { IdentitySource, PolicySource, ServerSource } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';
import { hintAt } from '../suggest.ts';

/** Checks what makes servers protected resources: their URLs, who issues tokens for them, and the scopes that are needed. */
export function checkOAuth(policy: PolicySource, report: Report): void {
  const { names } = buildScopes(policy.identity, report);
  const resources = resolveResources(policy);
  for (const [name, server] of Object.entries(policy.servers)) {
    for (const [path, scopes] of scopesOf(server)) {
      checkScopes(scopes, ['servers', name, ...path], names, report);
      if (policy.identity?.jwt === undefined) report({ severity: 'warning', path: ['servers', name, ...path], message: 'scopes bind tokens alone, and none are taken', hint: 'say whose tokens count in `identity.jwt`, or remove the scopes' });
    }
    checkServer(name, server, report);
  }
  for (const [index, url] of (policy.identity?.authorization_servers ?? []).entries()) {
    if (!isSafe(url)) report({ severity: 'error', path: ['identity', 'authorization_servers', index], message: `\`${url}\` is not an https URL`, hint: 'only loopback may do without' });
  }
  if (resources.length === 0) checkAudiences(policy.identity, report);
  for (const resource of resources) checkResource(resource, resources, policy, report);
  if (resources.length === 0 && policy.identity?.authorization_servers !== undefined) {
    report({ severity: 'warning', path: ['identity', 'authorization_servers'], message: 'nobody is told of `authorization_servers`: no server has a `resource`', hint: 'give servers their public URL: `resource: https://mcp.example.com/mcp`' });
  }
}

function checkAudiences({ jwt = [], introspection }: IdentitySource = {}, report: Report): void {
  const issuers = [...jwt.map((issuer, index) => [['jwt', index], issuer] as const), ...(introspection === undefined ? [] : [[['introspection'], introspection] as const])];
  for (const [path, { audiences }] of issuers) {
    if (audiences !== undefined) continue;
    report({ severity: 'error', path: ['identity', ...path], message: 'nothing says whom tokens of this issuer are for', hint: 'give servers their public URL (`resource`), or name `audiences`' });
  }
}

/** The lists of scopes of a server, and where in it they stand. */
function scopesOf({ scopes, tools = {}, prompts = {}, resources = [] }: ServerSource): readonly (readonly [Path, readonly string[]])[] {
  const lists: readonly (readonly [Path, readonly string[] | undefined])[] = [
    [['scopes'], scopes],
    ...Object.entries(tools).map(([name, tool]) => [['tools', name, 'scopes'], tool.scopes] as const),
    ...Object.entries(prompts).map(([name, prompt]) => [['prompts', name, 'scopes'], prompt.scopes] as const),
    ...resources.map((resource, index) => [['resources', index, 'scopes'], resource.scopes] as const),
  ];
  return lists.flatMap(([path, list]) => (list === undefined ? [] : [[path, list] as const]));
}

function checkScopes(scopes: readonly string[], path: Path, names: readonly string[] | undefined, report: Report): void {
  for (const [index, scope] of scopes.entries()) {
    if (scope === 'offline_access') report({ severity: 'error', path: [...path, index], message: '`offline_access` is between clients and their issuer', hint: 'leave it out: clients ask for it by themselves' });
    else if (names?.includes(scope) === false) report({ severity: 'error', path: [...path, index], message: `there is no scope \`${scope}\` in \`identity.scopes\``, hint: hintAt(scope, names, 'scopes') });
  }
}

function checkServer(name: string, { resource, resource_name: title, resource_documentation: documentation }: ServerSource, report: Report): void {
  const path = ['servers', name];
  if (resource === undefined) {
    for (const [key, value] of [['resource_name', title], ['resource_documentation', documentation]] as const) {
      if (value !== undefined) report({ severity: 'error', path: [...path, key], message: `\`${key}\` has no meaning without \`resource\``, hint: 'say the public URL, or remove it' });
    }
    return;
  }
  const fault = explainUrl(resource);
  if (fault !== undefined) report({ severity: 'error', path: [...path, 'resource'], message: `\`${resource}\` ${fault}`, hint: 'clients compare it as text: write https, a small host, a port only where it is not the usual one, and no slash at the end' });
}

function checkResource(resource: Resource, all: readonly Resource[], policy: PolicySource, report: Report): void {
  const path = ['servers', resource.servers[0] ?? '', 'resource'];
  const other = all.find(({ host, path: own, url }) => host === resource.host && own === resource.path && url !== resource.url);
  if (other !== undefined && all.indexOf(other) < all.indexOf(resource)) {
    report({ severity: 'error', path, message: `\`${resource.url}\` and \`${other.url}\` differ by scheme or port alone, so that nginx cannot tell their metadata apart`, hint: 'give one another path or host' });
  }
  if ((policy.identity?.jwt ?? policy.identity?.introspection) === undefined) {
    report({ severity: 'error', path, message: 'tokens for this `resource` would count for nothing', hint: 'say whose do in `identity.jwt` or `identity.introspection`' });
  } else if (issuersOf(policy.identity).length === 0) {
    report({ severity: 'error', path, message: 'nobody with a URL issues tokens for this `resource`', hint: 'name who does in `identity.authorization_servers`' });
  }
  if (escapeJson(describeResource(resource, policy)).length > longestToken) {
    report({ severity: 'error', path, message: 'the metadata of this `resource` is longer than nginx takes', hint: 'fewer scopes, or shorter ones' });
  }
}

function explainUrl(url: string): string | undefined {
  if (!isSafe(url)) return 'is not an https URL, which only loopback may do without';
  if (/^https:\/\/[^/]*:443(?:\/|$)|^http:\/\/[^/]*:80(?:\/|$)/.test(url)) return 'names the usual port';
  if (url.endsWith('/')) return 'ends in a slash';
  return /\/\.{1,2}(?:\/|$)|[^:]\/\//.test(url) ? 'has a dot segment or an empty one' : undefined;
}

function isSafe(url: string): boolean {
  return /^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?(?:\/|$)/.test(url);
}
