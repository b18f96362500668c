import { bindingKey } from './identity/binding.ts';
import type { Limits } from './jsonrpc/limits.ts';
import { listArguments, type ArgumentList } from './policy/argument-list.ts';
import type { Look } from './policy/argument-value.ts';
import { checkArguments } from './policy/arguments.ts';
import { defaultLimits, type ToolEntry } from './policy/entries.ts';
import { isPlainKey } from './redact/keys.ts';

/** What the form of an ordinary call (mcp/ordinary-call.ts) bounds: levels, members of an object, names, and bytes around the arguments. */
const mostLevels = 4;
const mostMembers = 10;
const longestName = 64;
const around = 512;

/** A tool of which calls may be ordinary: its entry, and what is asked of it for each call made ready once. */
export interface OrdinaryTool {
  readonly entry: ToolEntry;
  readonly roles: ReadonlySet<string>;
  readonly limits: Limits;
  readonly list: ArgumentList | undefined;
  /** Those of its arguments' names under which no value is a secret by name (redact/keys.ts). */
  readonly plainKeys: ReadonlySet<string>;
  /** What sessions of its server are kept under, less their ids (identity/binding.ts). */
  readonly sessions: string;
}

/** Makes it ready; undefined where every call has to go the whole way. */
export function prepareTool(entry: ToolEntry, server: string, tool: string): OrdinaryTool | undefined {
  // nginx's map ignores case.
  if (entry.name !== tool || entry.off || entry.alert || entry.sends) return undefined;
  const limits = entry.limits ?? defaultLimits;
  if (mostLevels > limits.depth || mostMembers > limits.array || longestName > limits.string) return undefined;
  const roles = new Set(entry.roles.split(' ').filter((role) => role !== ''));
  const plainKeys = new Set(Object.keys(entry.args ?? {}).filter(isPlainKey));
  return { entry, roles, limits, list: listArguments(entry), plainKeys, sessions: bindingKey(server, { what: 'session', id: '' }) };
}

/**
 * Whether a tool call in the legacy era whose body has the form of an ordinary one, its HTTP side already judged, may pass: by the
 * same rules as any other, less the questions that its form answers. What is not allowed here goes the whole way
 * (request.ts), which also says why.
 *
 * @param role what the role header said, if it came from a trusted hop; else empty
 * @param length of the arguments as JSON text
 */
export function allowsOrdinaryCall({ entry, roles, limits, list }: OrdinaryTool, role: string, args: unknown, length: number, look: Look): boolean {
  // Whatever else a role must be, the names an entry grants are.
  return roles.has(role) && length + around <= limits.body && checkArguments(args, entry, limits, look, list) === undefined;
}
