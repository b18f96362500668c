import type { ServerEntry } from './policy/entries.ts';
import type { ScopeNeeds } from './policy/scopes.ts';

/*
 * `WWW-Authenticate` of a protected resource: one challenge, since clients read no more (2026-07-28, "Authorization"). What stands in quotes is
 * the policy's, whose scopes and URLs hold neither quotes nor backslashes, and says nothing of tools that the caller's role may not call.
 */

/**
 * Asks who shows nothing that counts for a token with what every request to the server needs (RFC 9728, section 5.1), beside what a method's own
 * challenge says.
 */
export function askForToken({ resource, scopes, dpop }: ServerEntry, challenge?: string): string | undefined {
  if (resource === undefined) return challenge;
  const scope = scopes === undefined ? '' : `, scope="${scopeText(scopes)}"`;
  // After the challenge that all clients read: RFC 9449, section 7.2, allows both.
  const proof = dpop === undefined ? '' : `, DPoP algs="${dpop}"`;
  return `${challenge === undefined ? 'Bearer' : `${challenge},`} resource_metadata="${metadataUrl(resource)}"${scope}${proof}`;
}

/** Asks for the same again, with the nonce that comes along (RFC 9449, section 9). */
export function askForNonce({ dpop = '' }: ServerEntry): string {
  return `DPoP error="use_dpop_nonce", error_description="The proof needs a nonce.", algs="${dpop}"`;
}

/** Asks for a token with all that the request needs (RFC 6750, section 3.1). */
export function askForScopes(needs: ScopeNeeds, { resource }: ServerEntry): string {
  const metadata = resource === undefined ? '' : `, resource_metadata="${metadataUrl(resource)}"`;
  return `Bearer error="insufficient_scope", scope="${scopeText(needs)}"${metadata}, error_description="The token lacks a scope."`;
}

/** Where clients find a resource's metadata: between host and path of its URL (RFC 9728, section 3.1). */
export function metadataUrl(resource: string): string {
  return resource.replace(/^https?:\/\/[^/]*/, '$&/.well-known/oauth-protected-resource');
}

function scopeText(needs: ScopeNeeds): string {
  return needs.map(([scope]) => scope).join(' ');
}
