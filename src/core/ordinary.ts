import { AsciiInspection, PlainInspection, type Inspection } from './inspection.ts';
import type { Limits } from './jsonrpc/limits.ts';
import { checkArguments } from './policy/arguments.ts';
import { grants } from './policy/decide.ts';
import { defaultLimits } from './policy/entries.ts';
import { recallEntry } from './policy/recall.ts';
import type { Ports } from './ports.ts';

/** A tool call in the legacy era whose body matches one of mcp/ordinary-call.ts, its HTTP side already judged. */
export interface OrdinaryCall {
  /** What the role header said, if it came from a trusted hop; else empty. */
  readonly role: string;
  readonly tool: string;
  /** The value of `arguments` as JSON text; `isPlain` when every string in it is a plain path. */
  readonly arguments: string;
  readonly isPlain: boolean;
  /** Whether every text in it is short, or prose in which nothing can be found. */
  readonly isQuiet: boolean;
  /** What the policy's map has for the tool, as JSON text; empty when nothing. */
  readonly entry: string;
}

/** Who was allowed an ordinary call, and the arguments, for the log. */
export interface AllowedCall {
  readonly role: string;
  readonly arguments: unknown;
}

/**
 * Allows an ordinary call by the same rules as any other, less the questions that its form answers. Undefined leaves it undecided:
 * what is not allowed here goes the whole way (request.ts), which also says why.
 */
export function allowsOrdinaryCall(call: OrdinaryCall, ports: Ports): AllowedCall | undefined {
  const { role } = call;
  // Whatever else a role must be, the names an entry grants are.
  if (role === '' || role.includes(' ')) return undefined;
  const entry = recallEntry(call.entry);
  if (entry === undefined || entry.alert || !grants(entry, role, call.tool)) return undefined;
  const { limits = defaultLimits } = entry;
  if (!fits(call.arguments.length, limits)) return undefined;
  const args: unknown = JSON.parse(call.arguments);
  if (checkArguments(args, entry, limits, inspectionOf(call, ports)) !== undefined) return undefined;
  return { role, arguments: args };
}

function inspectionOf({ isPlain, isQuiet }: OrdinaryCall, ports: Ports): Inspection {
  return isPlain ? new PlainInspection(ports) : new AsciiInspection(ports, isQuiet);
}

/** What the form of an ordinary call bounds: levels, members of an object, names, and bytes around the arguments. */
const form = { depth: 4, array: 16, string: 64, around: 512 };

/** Whether limits cannot be broken but inside an argument, where {@link checkArguments} holds them. */
function fits(length: number, limits: Limits): boolean {
  return length + form.around <= limits.body && form.depth <= limits.depth && form.array <= limits.array && form.string <= limits.string;
}
