import type { Table } from '../policy-source.ts';

/** The same members in the order of their keys' UTF-16 code units; those that look like list positions stay first. */
export function sortKeys<T>(table: Table<T>): Table<T> {
  return Object.fromEntries(Object.keys(table).sort().map((key) => [key, table[key] as T]));
}

/** The same keys, each value changed. */
export function mapTable<From, To>(table: Table<From>, change: (value: From) => To): Table<To> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}
