import { isWithin, liesIn, type PathForm } from '../text/path.ts';
import { isOnHosts } from '../text/url.ts';
import type { RuleModes } from '../rule-mode.ts';
import type { Rule } from '../rules.ts';
import type { ListedArgument } from './argument-list.ts';
import { findInWalk, type WalkLimits } from './argument-walk.ts';
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
 * Checks one argument's value: its form, then each of its strings by its kind. `null` is how many clients write "not given" and
 * passes here; whether it may be missing is asked elsewhere.
 */
export function checkValue(value: unknown, argument: ListedArgument, limits: WalkLimits, look: Look): Rule | undefined {
  if (value === null) return undefined;
  if (argument.enum !== undefined && !isListed(value, argument.enum)) return 'argument.enum';
  if (typeof value === 'string') {
    return value.length > (argument.string ?? limits.string) ? 'json.string' : checkText(value, argument, look);
  }
  if (argument.needsText && !isText(value)) return 'argument.type';
  if (typeof value !== 'object') return undefined;
  const own = argument.string === undefined ? limits : { array: limits.array, string: argument.string };
  return findInWalk(value, own, (text) => checkText(text, argument, look));
}

function checkText(text: string, { kind, within, hosts, pattern, modes }: ListedArgument, look: Look): Rule | undefined {
  const form = within === undefined && kind !== 'path' ? 'odd' : look.pathForm(text);
  if (within !== undefined && !(form === 'odd' ? isWithin(text, within) : liesIn(text, within))) return 'argument.within';
  if (hosts !== undefined && !isOnHosts(text, hosts)) return 'argument.hosts';
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return 'argument.pattern';
  return form === 'plain' && kind === 'path' ? undefined : look.inspect(text, kind, modes);
}

/** Of a list of values each must be on the enum, unless the enum holds the list itself. */
function isListed(value: unknown, list: readonly unknown[]): boolean {
  return isOneOf(value, list) || (Array.isArray(value) && value.every((item) => isOneOf(item, list)));
}

/** A string, or a list of strings. */
function isText(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}
