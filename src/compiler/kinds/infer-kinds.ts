import type { Pinning } from '../lock/resolve-pins.ts';
import type { PolicySource, ServerSource, Table, ToolSource } from '../policy-source.ts';
import { isSchemaObject } from '../schema/keywords.ts';
import { inferArgument } from './infer-argument.ts';
import type { Inference } from './infer-kind.ts';
import { describeTool } from './named-text.ts';
import { isClosed, propertiesOf } from './text-schema.ts';

/** What the pinned schema of a tool tells of its arguments. */
export interface ToolKinds {
  /** Those whose kind the policy leaves open; undefined where the schema does too. */
  readonly arguments: Table<Inference | 'no text' | undefined>;
  /** Whether calls with any other argument are refused. */
  readonly isClosed: boolean;
}

/** The same by server and tool. */
export type InferredKinds = ReadonlyMap<string, ReadonlyMap<string, ToolKinds>>;

/**
 * Infers the kinds of the arguments that the policy leaves open, from the pinned schemas. Only from those that calls are checked
 * against: what holds for one string must not be said of another that a caller adds.
 */
export function inferKinds(policy: PolicySource, pinnings: ReadonlyMap<string, Pinning>): InferredKinds {
  const servers = Object.entries(policy.servers).flatMap(([name, server]) => {
    const pinning = (server.infer_kinds ?? policy.infer_kinds ?? true) ? pinnings.get(name) : undefined;
    return pinning === undefined ? [] : [[name, inferServer(server, pinning)] as const];
  });
  return new Map(servers);
}

function inferServer(server: ServerSource, { pins, schemas }: Pinning): ReadonlyMap<string, ToolKinds> {
  const tools = Object.entries(server.tools ?? {}).flatMap(([name, tool]) => {
    const descriptor = schemas.has(name) ? pins.tools[name]?.descriptor : undefined;
    return descriptor === undefined ? [] : [[name, inferTool(name, tool, descriptor)] as const];
  });
  return new Map(tools);
}

function inferTool(name: string, tool: ToolSource, descriptor: Readonly<Record<string, unknown>>): ToolKinds {
  const root = descriptor['inputSchema'];
  if (!isSchemaObject(root)) return { arguments: {}, isClosed: false };
  const described = describeTool(name, descriptor['description']);
  const open = Object.entries(propertiesOf(root)).filter(([argument]) => isOpen(tool, argument));
  return {
    arguments: Object.fromEntries(open.map(([argument, schema]) => [argument, inferArgument(argument, schema, root, described)])),
    isClosed: isClosed(root),
  };
}

/** Whether the policy lets a caller give the argument, and says neither its kind nor its values. */
function isOpen({ arguments: listed }: ToolSource, argument: string): boolean {
  if (listed === undefined) return true;
  const rules = Object.hasOwn(listed, argument) ? listed[argument] : undefined;
  return rules !== undefined && rules.kind === undefined && rules.enum === undefined;
}
