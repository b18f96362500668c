import type { Rule } from '../rules.ts';
import type { JsonObject } from '../jsonrpc/json.ts';
import { findMethod } from './methods.ts';
import { legacyVersions, modernVersion } from './versions.ts';
import type { EraClaim } from './era.ts';
import { decodeBase64Text } from './base64.ts';

/** The headers that repeat a body (SEP-2243); a repeated header arrives joined by ", " and so agrees with nothing. */
export interface MirrorHeaders {
  readonly version: string | undefined;
  readonly method: string | undefined;
  readonly name: string | undefined;
}

/**
 * Holds the Mcp-* headers against the request body, in the order the official SDK rejects: version, method, name.
 * A modern request must carry them; a legacy one needs none, but what it carries must agree.
 */
export function checkHeaders(headers: MirrorHeaders, claim: EraClaim, method: string, params: JsonObject | undefined): Rule | undefined {
  if (claim.era === 'legacy' && headers.method === undefined && headers.name === undefined) {
    return isLegacyVersion(headers.version, method) ? undefined : 'mcp.version';
  }
  const isModern = claim.era === 'modern';
  if (isModern && headers.version !== claim.version) return 'mcp.header';
  if (isModern && claim.version !== modernVersion) return 'mcp.version';
  if (!isModern && !isLegacyVersion(headers.version, method)) return 'mcp.version';

  if (headers.method === undefined ? isModern : headers.method !== method) return 'mcp.header';

  const parameter = findMethod(method, claim.era)?.name;
  const name = parameter === undefined ? undefined : params?.[parameter];
  if (headers.name === undefined) return isModern && parameter !== undefined ? 'mcp.header' : undefined;
  if (parameter === undefined) return undefined;
  return decodeHeaderValue(headers.name) === name ? undefined : 'mcp.header';
}

/** `initialize` negotiates the version in its body; servers ignore the header there. */
function isLegacyVersion(version: string | undefined, method: string): boolean {
  return version === undefined || method === 'initialize' || legacyVersions.includes(version);
}

/** Undoes the `=?base64?...?=` sentinel (2026-07-28, streamable-http, "Value Encoding"); undefined when malformed. */
function decodeHeaderValue(value: string): string | undefined {
  if (/[^\t\x20-\x7e]/.test(value)) return undefined;
  if (!value.startsWith('=?base64?') || !value.endsWith('?=')) return value;
  return decodeBase64Text(value.slice('=?base64?'.length, -'?='.length));
}
