import { isCardNumber } from './card.ts';
import { isSecretKey } from './keys.ts';
import { redacted } from './secrets.ts';
import { isPlainText, renderText } from './text.ts';

type IsPlain = (text: string) => boolean;

const deepest = 8;
const cutMark = '…[cut]';

/**
 * Renders arguments for the log: JSON with secrets masked by key and by value, strings shortened, no control
 * characters; at most `maxLength` UTF-16 code units, ending in `…[cut]` (and then no JSON) when there was more.
 */
export function redactArguments(value: unknown, maxLength: number, isPlain: IsPlain = isPlainText): string {
  const text = render(value, maxLength, deepest, isPlain);
  if (text.length <= maxLength) return text;
  return (text.slice(0, Math.max(0, maxLength - cutMark.length)) + cutMark).slice(0, maxLength);
}

/** Renders at least `room` units of the value when it has them, and not much more. */
function render(value: unknown, room: number, depth: number, isPlain: IsPlain): string {
  switch (typeof value) {
    case 'string':
      return renderText(value, isPlain);
    case 'number':
      return isCardNumber(String(value)) ? `"${redacted}"` : JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === 0) return '"…"';
      return Array.isArray(value)
        ? renderArray(value, room, depth, isPlain)
        : renderObject(value as Readonly<Record<string, unknown>>, room, depth, isPlain);
    default:
      return 'null';
  }
}

function renderArray(values: readonly unknown[], room: number, depth: number, isPlain: IsPlain): string {
  let text = '[';
  for (const value of values) {
    if (text.length > room) break;
    if (text.length > 1) text += ',';
    text += render(value, room - text.length, depth - 1, isPlain);
  }
  return `${text}]`;
}

function renderObject(object: Readonly<Record<string, unknown>>, room: number, depth: number, isPlain: IsPlain): string {
  let text = '{';
  // Not Object.entries: a huge object must cost its names only.
  for (const key in object) {
    if (text.length > room) break;
    if (text.length > 1) text += ',';
    text += `${renderText(key, isPlain)}:`;
    text += isSecretKey(key) ? `"${redacted}"` : render(object[key], room - text.length, depth - 1, isPlain);
  }
  return `${text}}`;
}
