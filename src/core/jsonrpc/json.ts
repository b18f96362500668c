/** A parsed JSON object; its members are read one by one and narrowed. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether a parsed JSON value is an object, neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
