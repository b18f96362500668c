import { isObject, type JsonObject } from '../../jsonrpc/json.ts';
import { own } from './claims.ts';

/** Where a claim stands: the names from the outermost object inwards. */
export type ClaimPath = readonly [string, ...string[]];

/** Names within one another. */
const deepest = 8;
/** Values of one claim, and characters of one of them: a user may be in many groups, but not in any number. */
const mostValues = 256;
const longest = 256;

/**
 * Reads a path as policies write it: names with dots between them, `\.` and `\\` for a dot and a backslash within a name, as in
 * `https://example\.com/roles`. Undefined when it is none.
 */
export function parseClaimPath(text: string): ClaimPath | undefined {
  if (text.length > 1024 || !/^(?:[^\\.]|\\[\\.])+(?:\.(?:[^\\.]|\\[\\.])+)*$/u.test(text)) return undefined;
  const [first, ...rest] = [...text.matchAll(/(?:[^\\.]|\\[\\.])+/gu)].map(([name]) => name.replace(/\\(.)/gu, '$1'));
  return first === undefined || rest.length >= deepest ? undefined : [first, ...rest];
}

/** What stands at a path, own members only; undefined when nothing does. */
export function claimAt(claims: JsonObject, path: ClaimPath): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (!isObject(value)) return undefined;
    value = own(value, name);
  }
  return value;
}

/**
 * The values that stand at a path: the entries of an array, or the words of a text, as in `scope` (RFC 8693, section 4.2). No value when
 * nothing stands there; undefined when it is something else, or too much.
 */
export function valuesAt(claims: JsonObject, path: ClaimPath): readonly string[] | undefined {
  const found = claimAt(claims, path) ?? [];
  const values: unknown = typeof found === 'string' ? found.split(' ', mostValues + 1).filter((word) => word !== '') : found;
  if (!Array.isArray(values) || values.length > mostValues) return undefined;
  return values.every((value): value is string => typeof value === 'string' && value.length <= longest) ? values : undefined;
}
