import type { Limits } from './jsonrpc/limits.ts';
import type { Look } from './policy/argument-value.ts';
import { checkArguments } from './policy/arguments.ts';
import { grants } from './policy/decide.ts';
import { defaultLimits, type ToolEntry } from './policy/entries.ts';

/** What the form of an ordinary call (mcp/ordinary-call.ts) bounds: levels, members of an object, names, and bytes around the arguments. */
const mostLevels = 4;
const mostMembers = 16;
const longestName = 64;
const around = 512;

/**
 * Whether a tool call in the legacy era whose body has the form of an ordinary one, its HTTP side already judged, may pass: by the
 * same rules as any other, less the questions that its form answers. What is not allowed here goes the whole way
 * (request.ts), which also says why.
 *
 * @param role what the role header said, if it came from a trusted hop; else empty
 * @param length of the arguments as JSON text
 */
export function allowsOrdinaryCall(entry: ToolEntry, role: string, tool: string, args: unknown, length: number, look: Look): boolean {
  // Whatever else a role must be, the names an entry grants are.
  if (role === '' || role.includes(' ') || entry.alert || entry.sends || !grants(entry, role, tool)) return false;
  const limits = entry.limits ?? defaultLimits;
  return fits(length, limits) && checkArguments(args, entry, limits, look) === undefined;
}

/** Whether limits cannot be broken but inside an argument, where {@link checkArguments} holds them. */
function fits(length: number, limits: Limits): boolean {
  return length + around <= limits.body && mostLevels <= limits.depth && mostMembers <= limits.array && longestName <= limits.string;
}
