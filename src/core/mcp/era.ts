import { isObject } from '../jsonrpc/json.ts';
import type { Message } from '../jsonrpc/message.ts';
import type { Rule } from '../rules.ts';
import { modernVersion } from './versions.ts';

/** Keys of a modern request's `_meta` (2026-07-28, basic, "_meta"). */
const versionKey = 'io.modelcontextprotocol/protocolVersion';
/** Where a modern request says what its client can do. */
export const capabilitiesKey = 'io.modelcontextprotocol/clientCapabilities';

/** A message's era, and the version a modern one claims. */
export type EraClaim = { readonly era: 'legacy' } | { readonly era: 'modern'; readonly version: string };

/**
 * Finds the era as the official SDK does, from the body: a version in `_meta` is a modern claim, everything else is
 * legacy, and the MCP-Protocol-Version header alone never moves a request. `header` is that header's value.
 */
export function findEra(message: Message, header: string | undefined): EraClaim | Rule {
  if (message.kind === 'response') return isModern(header) ? 'mcp.response' : { era: 'legacy' };
  const meta = message.params?.['_meta'];
  if (meta !== undefined && !isObject(meta)) return 'mcp.meta';

  const version = meta?.[versionKey];
  if (version === undefined) return findEraWithoutClaim(message, header);
  if (message.kind === 'notification') return 'mcp.notification';
  if (typeof version !== 'string' || !isObject(meta?.[capabilitiesKey])) return 'mcp.meta';
  return { era: 'modern', version };
}

function findEraWithoutClaim(message: Message, header: string | undefined): EraClaim | Rule {
  if (!isModern(header)) return { era: 'legacy' };
  if (message.kind === 'notification') return 'mcp.notification';
  return message.kind === 'request' && message.method === 'initialize' ? 'mcp.header' : 'mcp.meta';
}

/** Versions are dates, so they compare as strings; anything else is no claim. */
function isModern(header: string | undefined): boolean {
  return header !== undefined && header >= modernVersion && /^\d{4}-\d\d-\d\d$/.test(header);
}
