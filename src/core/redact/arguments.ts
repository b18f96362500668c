import { isCardNumber } from './card.ts';
import { isSecretKey } from './keys.ts';
import { redacted } from './secrets.ts';
import { formOf, renderText, type TextForm } from './text.ts';

/** How texts are looked at first: by regexes, or in nginx by maps made of the same patterns. */
export interface Look {
  formOf(text: string): TextForm;
  /** Whether the name of a member surely is an ordinary one: values under it are no secrets by name. */
  isPlainKey(key: string): boolean;
  /** Whether all texts are known to be ASCII, without control characters but those JSON escapes. */
  readonly isAscii: boolean;
}

const byRegExp: Look = { formOf, isPlainKey: () => false, isAscii: false };

const deepest = 8;
const cutMark = '…[cut]';

/**
 * Renders arguments for the log: JSON with secrets masked by key and by value, strings shortened, no control
 * characters; at most `maxLength` UTF-16 code units, ending in `…[cut]` (and then no JSON) when there was more.
 */
export function redactArguments(value: unknown, maxLength: number, look: Look = byRegExp): string {
  const text = render(value, maxLength, deepest, look);
  if (text.length <= maxLength) return text;
  return (text.slice(0, Math.max(0, maxLength - cutMark.length)) + cutMark).slice(0, maxLength);
}

/** Renders at least `room` units of the value when it has them, and not much more. */
function render(value: unknown, room: number, depth: number, look: Look): string {
  switch (typeof value) {
    case 'string':
      return renderText(value, look);
    case 'number':
      return isCardNumber(String(value)) ? `"${redacted}"` : JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === 0) return '"…"';
      return Array.isArray(value)
        ? renderArray(value, room, depth, look)
        : renderObject(value as Readonly<Record<string, unknown>>, room, depth, look);
    default:
      return 'null';
  }
}

function renderArray(values: readonly unknown[], room: number, depth: number, look: Look): string {
  let text = '[';
  for (const value of values) {
    if (text.length > room) break;
    if (text.length > 1) text += ',';
    text += render(value, room - text.length, depth - 1, look);
  }
  return `${text}]`;
}

function renderObject(object: Readonly<Record<string, unknown>>, room: number, depth: number, look: Look): string {
  let text = '{';
  // Not Object.entries: a huge object must cost its names only.
  for (const key in object) {
    if (text.length > room) break;
    if (text.length > 1) text += ',';
    const isPlain = look.isPlainKey(key);
    text += isPlain ? `"${key}":` : `${renderText(key, look)}:`;
    text += !isPlain && isSecretKey(key) ? `"${redacted}"` : render(object[key], room - text.length, depth - 1, look);
  }
  return `${text}}`;
}
