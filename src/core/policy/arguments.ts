import type { Rule } from '../rules.ts';
import { checkValue, type Look } from './argument-value.ts';
import { findInWalk, type WalkLimits } from './argument-walk.ts';
import { inferredKind, listArgument, listArguments, type ArgumentList } from './argument-list.ts';
import type { PromptEntry, ToolEntry } from './entries.ts';
import { matchesSchema } from './json-schema.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Checks a call's `arguments` against its entry: which there may and must be, what each may be, every string
 * inspected by its argument's kind, then the JSON Schema. Returns the first rule broken, or undefined.
 *
 * @param list of the entry, where it was made before
 */
export function checkArguments(
  args: unknown,
  entry: ToolEntry | PromptEntry,
  limits: WalkLimits,
  look: Look,
  list: ArgumentList | undefined = listArguments(entry),
): Rule | undefined {
  const given = args ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) return 'argument.type';
  const object = given as JsonObject;
  return (
    (list === undefined ? checkUnlisted(object, entry, limits, look) : checkListed(object, list, entry, limits, look)) ??
    ('schema' in entry && !matchesSchema(object, entry.schema) ? 'argument.schema' : undefined) ??
    ('pinned' in entry && !matchesSchema(object, entry.pinned) ? 'argument.pinned' : undefined)
  );
}

/** No argument is listed: each is inspected as the entry's own kind, names and all; of a tool, as the kind inferred for it. */
function checkUnlisted(
  object: JsonObject,
  entry: ToolEntry | PromptEntry,
  limits: WalkLimits,
  look: Look,
): Rule | undefined {
  const isPrompt = 'kind' in entry;
  if (isPrompt && Object.values(object).some((value) => typeof value !== 'string')) return 'argument.type';
  if (isPrompt || entry.kinds === undefined) {
    const kind = isPrompt ? entry.kind : 'any';
    return findInWalk(object, limits, (text) => look.inspect(text, kind, entry.modes));
  }
  let count = 0;
  for (const name in object) {
    if (++count > limits.array) return 'json.array';
    const kind = inferredKind(entry, name);
    // A name that was pinned is known.
    const rule = (kind === undefined ? findInWalk(name, limits, (text) => look.inspect(text, 'any', entry.modes)) : undefined) ?? checkValue(object[name], listArgument({}, kind, entry.modes, false), limits, look);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function checkListed(object: JsonObject, { byName, required }: ArgumentList, entry: ToolEntry | PromptEntry, limits: WalkLimits, look: Look): Rule | undefined {
  const names = Object.keys(object);
  let missing = required;
  // By index: an iterator, and `for in`, take QuickJS longer than all the rest of this.
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? '';
    const listed = byName[name];
    if (listed === undefined) return 'argument.unknown';
    const value = object[name];
    if (typeof value !== 'string' && 'kind' in entry) return 'argument.type';
    const rule = checkValue(value, listed, limits, look);
    if (rule !== undefined) return rule;
    // `null` is how many clients write "not given".
    if (listed.isRequired && value !== null) missing--;
  }
  return missing > 0 ? 'argument.missing' : undefined;
}
