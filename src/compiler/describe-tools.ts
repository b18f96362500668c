import type { Kind } from '../core/policy/kind.ts';
import type { ToolKinds } from './kinds/infer-kinds.ts';
import type { ServerSource, ToolSource } from './policy-source.ts';

/** A tool and what its arguments are inspected as. */
export interface ToolDescription {
  readonly name: string;
  /** Those that the policy lists; if it lists none, those of the pinned `inputSchema`. */
  readonly arguments: readonly ArgumentDescription[];
  /** What becomes of any other argument. */
  readonly others: 'denied' | 'any';
}

export interface ArgumentDescription {
  readonly name: string;
  readonly kind: Kind;
  /** What the kind was inferred from. Absent: the policy names it, or it is open and so `any`. */
  readonly inferredFrom?: string;
  /** Present where the pinned `inputSchema` lets only numbers and listed values pass. */
  readonly takesText?: false;
}

/** Describes the tools of a server that are not disabled. */
export function describeTools(server: ServerSource, inferred: ReadonlyMap<string, ToolKinds> | undefined): readonly ToolDescription[] {
  const enabled = Object.entries(server.tools ?? {}).filter(([, tool]) => tool.enabled !== false);
  return enabled.map(([name, tool]) => describeTool(name, tool, inferred?.get(name)));
}

function describeTool(name: string, { arguments: listed }: ToolSource, pinned: ToolKinds | undefined): ToolDescription {
  const inferred = pinned?.arguments ?? {};
  const described = Object.keys(listed ?? inferred).map((argument): ArgumentDescription => {
    const inference = Object.hasOwn(inferred, argument) ? inferred[argument] : undefined;
    if (inference === 'no text') return { name: argument, kind: 'any', takesText: false };
    if (inference !== undefined) return { name: argument, kind: inference.kind, inferredFrom: inference.from };
    return { name: argument, kind: listed?.[argument]?.kind ?? 'any' };
  });
  return { name, arguments: described, others: listed !== undefined || pinned?.isClosed === true ? 'denied' : 'any' };
}
