import type { SchemaKeywords } from './json-schema-node.ts';

/** Whether the value has one of the types the schema names. */
export function hasType(value: unknown, type: string | readonly string[]): boolean {
  return typeof type === 'string' ? isType(value, type) : type.some((one) => isType(value, one));
}

function isType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

/** Checks a string against the keywords for strings. */
export function matchesString(node: SchemaKeywords, text: string): boolean {
  if (node.maxLength !== undefined && text.length > node.maxLength) {
    // A code point is one or two code units: count only when that leaves a doubt.
    if (text.length > 2 * node.maxLength || countCodePoints(text) > node.maxLength) return false;
  }
  if (node.minLength !== undefined && text.length < 2 * node.minLength) {
    if (text.length < node.minLength || countCodePoints(text) < node.minLength) return false;
  }
  return node.pattern === undefined || new RegExp(node.pattern, 'u').test(text);
}

function countCodePoints(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

/** Checks a number against the keywords for numbers. */
export function matchesNumber(node: SchemaKeywords, value: number): boolean {
  return (
    (node.minimum === undefined || value >= node.minimum) &&
    (node.maximum === undefined || value <= node.maximum) &&
    (node.exclusiveMinimum === undefined || value > node.exclusiveMinimum) &&
    (node.exclusiveMaximum === undefined || value < node.exclusiveMaximum) &&
    (node.multipleOf === undefined || Number.isInteger(value / node.multipleOf))
  );
}
