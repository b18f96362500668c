import { describeResource, metadataPaths, resolveResources } from '../oauth/resources.ts';
import type { PolicySource } from '../policy-source.ts';
import { escapeJson, escapeRegex, quote } from './nginx-token.ts';

/**
 * Renders the metadata of protected resources as lines of the map of entries, where oauth.conf finds them by host and path: under keys of
 * their own (`w:`), which the bundle never asks for. Regexes, since a plain key longer than nginx's hash bucket fails `nginx -t`.
 */
export function renderMetadata(policy: PolicySource): readonly string[] {
  const resources = resolveResources(policy);
  return resources.flatMap((resource) => {
    const text = escapeJson(describeResource(resource, policy));
    // Clients of a URL that ends in a slash may ask with one.
    return metadataPaths(resource, resources).map((path) => `"~^w:${escapeRegex(resource.host + path)}/?$" ${quote(text)};`);
  });
}
