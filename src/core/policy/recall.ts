import type { Json, ToolEntry } from './entries.ts';

/** Enough for the tools an agent has in use; a context holds no more of the policy. */
const most = 16;
const longest = 2048;
/** Parsed entries by their text. Text decides what is in an entry, so what another request left here cannot matter. */
const recalled = new Map<string, ToolEntry>();

/**
 * The parsed tool entry of this text, or undefined where it is none that can be read by itself. Parsing takes QuickJS
 * ten times as long as finding it again. Entries are frozen: one is shared by all requests of a context.
 */
export function recallEntry(text: string): ToolEntry | undefined {
  const known = recalled.get(text);
  if (known !== undefined) return known;
  if (!text.startsWith('{') || text.length > longest) return undefined;
  const entry = freeze(JSON.parse(text) as Json) as unknown as ToolEntry;
  if (recalled.size === most) recalled.clear();
  recalled.set(text, entry);
  return entry;
}

function freeze(value: Json): Json {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
