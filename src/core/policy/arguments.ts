import type { Rule } from '../rules.ts';
import { checkValue, type Look } from './argument-value.ts';
import { findInWalk, type WalkLimits } from './argument-walk.ts';
import type { ArgumentEntry, PromptEntry, ToolEntry } from './entries.ts';
import { matchesSchema } from './json-schema.ts';
import type { Kind } from './kind.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Checks a call's `arguments` against its entry: which there may and must be, what each may be, every string
 * inspected by its argument's kind, then the JSON Schema. Returns the first rule broken, or undefined.
 */
export function checkArguments(
  args: unknown,
  entry: ToolEntry | PromptEntry,
  limits: WalkLimits,
  look: Look,
): Rule | undefined {
  const given = args ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) return 'argument.type';
  const object = given as JsonObject;
  const listed = entry.args;
  return (
    (listed === undefined
      ? checkUnlisted(object, entry, limits, look)
      : (checkListed(object, listed, entry, limits, look) ?? findMissing(object, entry.required))) ??
    ('schema' in entry && !matchesSchema(object, entry.schema) ? 'argument.schema' : undefined) ??
    ('pinned' in entry && !matchesSchema(object, entry.pinned) ? 'argument.pinned' : undefined)
  );
}

/** Says nothing of the argument. */
const unlisted: ArgumentEntry = {};

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
    const rule = (kind === undefined ? findInWalk(name, limits, (text) => look.inspect(text, 'any', entry.modes)) : undefined) ?? checkValue(object[name], unlisted, limits, look, entry.modes, kind);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** What the compiler inferred of an argument whose kind the policy does not name. */
function inferredKind(entry: ToolEntry | PromptEntry, name: string): Kind | undefined {
  const kinds = 'kinds' in entry ? entry.kinds : undefined;
  return kinds !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

function checkListed(
  object: JsonObject,
  listed: NonNullable<ToolEntry['args']>,
  entry: ToolEntry | PromptEntry,
  limits: WalkLimits,
  look: Look,
): Rule | undefined {
  for (const name in object) {
    const argument = Object.hasOwn(listed, name) ? listed[name] : undefined;
    if (argument === undefined) return 'argument.unknown';
    const value = object[name];
    if (typeof value !== 'string' && 'kind' in entry) return 'argument.type';
    const rule = checkValue(value, argument, limits, look, entry.modes, argument.kind ?? inferredKind(entry, name));
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** `null` is how many clients write "not given". */
function findMissing(object: JsonObject, required: readonly string[] | undefined): Rule | undefined {
  if (required === undefined) return undefined;
  // By index: an iterator takes QuickJS longer than all the rest of this.
  for (let at = 0; at < required.length; at++) {
    const name = required[at] ?? '';
    if (!Object.hasOwn(object, name) || object[name] === null) return 'argument.missing';
  }
  return undefined;
}
