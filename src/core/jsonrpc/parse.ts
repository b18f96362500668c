import type { Rule } from '../rules.ts';
import { measureValue, type Measure } from './measure.ts';
import { holdsPair } from './byte-pair.ts';
import { countKeyCandidates, countKeys, hasDisguisedKey } from './key-tokens.ts';

/** One JSON document that every parser reads alike. */
export interface JsonDocument {
  readonly text: string;
  readonly value: object;
  readonly measure: Measure;
}

/** JSON text as it came: decoded strictly from UTF-8, and the bytes. */
export interface JsonText {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Whether it is known to hold neither `\u` escapes nor `__proto__`, so that nobody needs to look for them. */
  readonly isPlain: boolean;
}

/**
 * The JSON gate (docs/architecture.md): parses JSON text, or names the rule by which two parsers could read it
 * differently. Limits a policy sets are held against the document later.
 */
export function parseDocument({ text, bytes, isPlain }: JsonText): JsonDocument | Rule {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.includes('\0') ? 'json.nul' : 'json.syntax';
  }
  if (typeof value !== 'object' || value === null) return 'rpc.shape';

  const measure = measureValue(value);
  if (typeof measure === 'string') return measure;

  const duplicate = findDuplicateKey(bytes, measure.keys);
  if (duplicate !== undefined) return duplicate;

  const document = { text, value, measure };
  if (isPlain) return document;
  // Only an escape can bring in what strict UTF-8 and JSON.parse keep out.
  if (holdsPair(text, bytes, '\\u')) {
    const escaped = hasDisguisedKey(bytes) ? 'json.key' : findBadText(value);
    if (escaped !== undefined) return escaped;
  }
  if (holdsPair(text, bytes, '__') && text.includes('"__proto__"') && hasPrototypeKey(value)) return 'json.key';
  return document;
}

/** A key by which many parsers and mergers set an object's prototype instead of a member. */
function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey);
}

/** A parsed object holds each key once: fewer members than the text has means one came twice. */
function findDuplicateKey(bytes: Uint8Array, members: number): Rule | undefined {
  if (countKeyCandidates(bytes) === members) return undefined;
  const keys = countKeys(bytes);
  if (keys < 0) return 'inspect.budget';
  return keys === members ? undefined : 'json.duplicate-key';
}

function findBadText(value: unknown): Rule | undefined {
  if (typeof value === 'string') return judgeText(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const broken = judgeText(key) ?? findBadText(member);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function judgeText(text: string): Rule | undefined {
  if (text.includes('\0')) return 'json.nul';
  return text.isWellFormed() ? undefined : 'json.surrogate';
}
