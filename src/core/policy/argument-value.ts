import { isWithin, liesWithin, type PathForm } from '../text/path.ts';
import { isOnHosts } from '../text/url.ts';
import type { RuleModes } from '../rule-mode.ts';
import type { Rule } from '../rules.ts';
import { findInWalk, type WalkLimits } from './argument-walk.ts';
import type { ArgumentEntry } from './entries.ts';
import { isOneOf } from './json-schema-equal.ts';
import type { Kind } from './kind.ts';

/** How a text is looked at; what does it lies outside the policy. */
export interface Look {
  /** Inspects a text of this kind by rules in these modes, else in their own: the rule it breaks, or undefined. */
  inspect(text: string, kind: Kind, modes?: RuleModes): Rule | undefined;
  /** What a path looks like at first sight. */
  pathForm(path: string): PathForm;
}

/**
 * Checks one argument's value: its form, then each of its strings by its kind, which may be another than the policy names:
 * an inferred one. `null` is how many clients write "not given" and passes here; whether it may be missing is asked elsewhere.
 *
 * @param modes of the tool or prompt, for an argument without its own
 */
export function checkValue(
  value: unknown,
  argument: ArgumentEntry,
  limits: WalkLimits,
  look: Look,
  modes: RuleModes | undefined,
  kind: Kind = argument.kind ?? 'any',
): Rule | undefined {
  if (value === null) return undefined;
  if (argument.enum !== undefined && !isListed(value, argument.enum)) return 'argument.enum';
  if (typeof value === 'string') {
    return value.length > (argument.string ?? limits.string) ? 'json.string' : checkText(value, kind, argument, look, modes);
  }
  if (needsText(argument) && !isText(value)) return 'argument.type';
  if (typeof value !== 'object') return undefined;
  const own = argument.string === undefined ? limits : { array: limits.array, string: argument.string };
  return findInWalk(value, own, (text) => checkText(text, kind, argument, look, modes));
}

function checkText(text: string, kind: Kind, argument: ArgumentEntry, look: Look, modes: RuleModes | undefined): Rule | undefined {
  const { within, hosts, pattern } = argument;
  const form = within === undefined && kind !== 'path' ? 'odd' : look.pathForm(text);
  if (within !== undefined && !(form === 'odd' ? isWithin(text, within) : liesWithin(text, within))) return 'argument.within';
  if (hosts !== undefined && !isOnHosts(text, hosts)) return 'argument.hosts';
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return 'argument.pattern';
  return form === 'plain' && kind === 'path' ? undefined : look.inspect(text, kind, argument.modes ?? modes);
}

/** Of a list of values each must be on the enum, unless the enum holds the list itself. */
function isListed(value: unknown, list: readonly unknown[]): boolean {
  return isOneOf(value, list) || (Array.isArray(value) && value.every((item) => isOneOf(item, list)));
}

/** What the policy constrains as text must be text: a number or an object would slip past. Of an inferred kind the pinned schema says that. */
function needsText({ kind, within, hosts, pattern }: ArgumentEntry): boolean {
  if (within !== undefined || hosts !== undefined || pattern !== undefined) return true;
  return kind === 'path' || kind === 'url' || kind === 'command' || kind === 'sql' || kind === 'code';
}

/** A string, or a list of strings. */
function isText(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}
