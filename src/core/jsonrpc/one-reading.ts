import { isObject } from './json.ts';
import { hasPlainKeys } from './plain-keys.ts';

/** The names that say what a message is; one that stands twice in a text may be a key twice. */
const names = ['"id"', '"method"', '"result"', '"error"', '"params"', '"jsonrpc"'];

/** Whether parsers agree on what kind of message valid JSON text is, and whose. */
export function hasOneReading(text: string): boolean {
  const mayDiffer = text.includes('\\u00') || names.some((name) => text.indexOf(name) !== text.lastIndexOf(name));
  return !mayDiffer || hasPlainKeys(text, 1);
}

/** Whether a text is a JSON-RPC error to the request of this id, or to none, and parsers agree on that. */
export function isErrorTo(own: string | number | undefined, text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  if (!isObject(value) || value['jsonrpc'] !== '2.0' || 'result' in value || 'method' in value || !isObject(value['error'])) return false;
  const { id, error } = value;
  return (id === undefined || id === null || id === own) && Number.isInteger(error['code']) && typeof error['message'] === 'string' && hasPlainKeys(text, 2);
}
