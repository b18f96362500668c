import { isObject, type JsonObject } from './json.ts';
import { hasPlainKeys } from './plain-keys.ts';

/** A member that says what a message is, and whose; serializers write them before or after the one that may be long. */
const short = String.raw`"(?:jsonrpc|id|method)"\s*:\s*(?:"[^"\\]{0,256}"|-?\d{1,16})`;
const beginning = new RegExp(String.raw`^\s*\{\s*(?:${short}\s*,\s*){0,3}"(result|params|error)"\s*:`);
const ending = new RegExp(String.raw`(?:,\s*${short}\s*){0,3}\}\s*$`);
/** Longer than what follows the long member. */
const longestEnding = 1024;

/**
 * Parses the text of one message whose members are each there once to any parser; undefined when it is not written as plainly
 * as serializers do. What is between the short members is parsed by itself, which proves it to be one value: to look at
 * each of its keys instead would take ten times as long.
 */
export function parsePlainMessage(text: string): JsonObject | undefined {
  const [head, name] = beginning.exec(text) ?? [];
  if (head === undefined || name === undefined) return undefined;
  const [tail] = ending.exec(text.slice(Math.max(head.length, text.length - longestEnding))) ?? [];
  if (tail === undefined) return undefined;
  const envelope = `${head}null${tail}`;
  try {
    const message = JSON.parse(envelope) as JsonObject;
    const long: unknown = JSON.parse(text.slice(head.length, text.length - tail.length));
    return isObject(long) && hasPlainKeys(envelope, 1) ? { ...message, [name]: long } : undefined;
  } catch {
    return undefined;
  }
}
