import type { Rule } from '../rules.ts';
import { measureValue, type Measure } from './measure.ts';
import { countKeyCandidates, countKeys, hasDisguisedKey, hasUnicodeEscape } from './key-tokens.ts';

/** One JSON document that every parser reads alike. */
export interface JsonDocument {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly value: object;
  readonly measure: Measure;
}

/**
 * The JSON gate (DESIGN, section 3): parses `text`, decoded strictly from the UTF-8 `bytes`, or names the rule by which
 * two parsers could read it differently. Limits a policy sets are held against the document later.
 */
export function parseDocument(text: string, bytes: Uint8Array): JsonDocument | Rule {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'json.utf8';
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

  // Only an escape can bring in what strict UTF-8 and JSON.parse keep out.
  if (hasUnicodeEscape(bytes, text)) {
    const escaped = judgeEscapes(bytes, value);
    if (escaped !== undefined) return escaped;
  }
  if (text.includes('__proto__') && hasPrototypeKey(value)) return 'json.key';
  return { text, bytes, value, measure };
}

/** A key by which many parsers and mergers set an object's prototype instead of a member. */
function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey);
}

/** A parsed object holds each key once: fewer members than the text has means one came twice. */
function findDuplicateKey(bytes: Uint8Array, members: number): Rule | undefined {
  let keys = countKeyCandidates(bytes);
  if (keys === members) return undefined;
  if (keys >= 0) keys = countKeys(bytes);
  if (keys < 0) return 'inspect.budget';
  return keys === members ? undefined : 'json.duplicate-key';
}

function judgeEscapes(bytes: Uint8Array, value: unknown): Rule | undefined {
  if (hasDisguisedKey(bytes)) return 'json.key';
  return findBadText(value);
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
