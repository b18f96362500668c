import { beginningIn } from '../text/path.ts';
import type { ArgumentEntry, PromptEntry, ToolEntry } from './entries.ts';
import type { Kind } from './kind.ts';

/** The arguments an entry lists, as calls are held against them. */
export interface ArgumentList {
  /** Without a prototype, so that nothing is there but what is listed. */
  readonly byName: { readonly [name: string]: ListedArgument };
  /** How many must be given. */
  readonly required: number;
}

/** One argument's entry made ready: every member is there, since QuickJS finds out slowly that one is not. */
export interface ListedArgument {
  readonly kind: Kind;
  /** What paths in the folders begin with (text/path.ts). */
  readonly within: readonly string[] | undefined;
  readonly hosts: ArgumentEntry['hosts'];
  readonly enum: ArgumentEntry['enum'];
  readonly pattern: ArgumentEntry['pattern'];
  readonly string: ArgumentEntry['string'];
  readonly modes: ArgumentEntry['modes'];
  /** Whether it may be text only, and lists of texts. */
  readonly needsText: boolean;
  readonly isRequired: boolean;
}

/** Makes the list of an entry; undefined where it lists none, so that any may be given. */
export function listArguments(entry: ToolEntry | PromptEntry): ArgumentList | undefined {
  const { args, required = [] } = entry;
  if (args === undefined) return undefined;
  const byName = Object.create(null) as Record<string, ListedArgument>;
  for (const [name, argument] of Object.entries(args)) byName[name] = listArgument(argument, argument.kind ?? inferredKind(entry, name), entry.modes, required.includes(name));
  return { byName, required: required.length };
}

/**
 * Makes one ready.
 *
 * @param kind may be an inferred one, and another than the entry names
 * @param modes of the tool or prompt, for an argument without its own
 */
export function listArgument(argument: ArgumentEntry, kind: Kind = 'any', modes: ArgumentEntry['modes'], isRequired: boolean): ListedArgument {
  const { within, hosts, pattern, string } = argument;
  return { kind, within: within?.map(beginningIn), hosts, enum: argument.enum, pattern, string, modes: argument.modes ?? modes, needsText: needsText(argument), isRequired };
}

/** What the policy constrains as text must be text: a number or an object would slip past. Of an inferred kind the pinned schema says that. */
function needsText({ kind, within, hosts, pattern }: ArgumentEntry): boolean {
  if (within !== undefined || hosts !== undefined || pattern !== undefined) return true;
  return kind === 'path' || kind === 'url' || kind === 'command' || kind === 'sql' || kind === 'code';
}

/** What the compiler inferred of an argument whose kind the policy does not name. */
export function inferredKind(entry: ToolEntry | PromptEntry, name: string): Kind | undefined {
  const kinds = 'kinds' in entry ? entry.kinds : undefined;
  return kinds !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
