import { isObject } from '../jsonrpc/json.ts';

/** Deeper than any descriptor need be; the walk recurses no further. */
const maxDepth = 100;

/**
 * The canonical form of a descriptor (a tool, prompt, resource or template as a server lists it), over whose UTF-8
 * bytes its SHA-256 is taken: JSON without blanks; keys in the order of their UTF-16 code units; strings escaped as
 * `JSON.stringify` does (`\"`, `\\`, `\b\t\n\f\r`, other controls as `\u00xx`, all else as it is); numbers as
 * ECMAScript writes them. `undefined` for what readers of JSON could take differently: integers
 * beyond 2^53, numbers beyond a double, `-0`, lone surrogates, `__proto__`, nesting without end.
 *
 * A key that came twice cannot be seen here: only what passed the JSON gate (jsonrpc/parse.ts) may be given.
 */
export function descriptorDigestInput(descriptor: unknown): string | undefined {
  return isObject(descriptor) ? writeValue(descriptor, 1) : undefined;
}

function writeValue(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? JSON.stringify(value) : undefined;
    case 'number':
      return isPortable(value) ? String(value) : undefined;
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (depth > maxDepth) return undefined;
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value as Readonly<Record<string, unknown>>, depth);
    default:
      return undefined;
  }
}

function isPortable(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) && !Object.is(value, -0) : Number.isFinite(value);
}

function writeArray(items: readonly unknown[], depth: number): string | undefined {
  const written: string[] = [];
  for (const item of items) {
    const text = writeValue(item, depth + 1);
    if (text === undefined) return undefined;
    written.push(text);
  }
  return `[${written.join(',')}]`;
}

function writeObject(object: Readonly<Record<string, unknown>>, depth: number): string | undefined {
  const written: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const text = key === '__proto__' || !key.isWellFormed() ? undefined : writeValue(object[key], depth + 1);
    if (text === undefined) return undefined;
    written.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${written.join(',')}}`;
}
