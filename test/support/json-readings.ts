import { isLosslessNumber, parse as parseLossless } from 'lossless-json';

/**
 * A JSON value as one parser read it, in a form that can be compared across languages: numbers exactly, texts by
 * their code units, members sorted.
 */
export type Reading = readonly ['string', string] | readonly ['number', string] | readonly ['literal', string] | readonly ['array', readonly Reading[]] | readonly ['object', readonly (readonly [string, Reading])[]];

/** As JSON.parse reads it. */
export function readWithNode(text: string): Reading {
  return toReading(JSON.parse(text));
}

/** As a parser reads it that keeps numbers as they are written. */
export function readWithLossless(text: string): Reading {
  return toReading(parseLossless(text));
}

/** Puts the members of every object in one order: parsers in other languages sort texts differently. */
export function sortMembers(reading: Reading): Reading {
  if (reading[0] === 'array') return ['array', reading[1].map(sortMembers)];
  if (reading[0] !== 'object') return reading;
  const members = reading[1].map(([key, member]) => [key, sortMembers(member)] as const);
  return ['object', members.toSorted(([a], [b]) => (a < b ? -1 : 1))];
}

/** The member of an object, by the way there. */
export function memberOf(reading: Reading | undefined, ...way: readonly string[]): Reading | undefined {
  const [first, ...rest] = way;
  if (first === undefined) return reading;
  if (reading?.[0] !== 'object') return undefined;
  return memberOf(reading[1].find(([key]) => key === first)?.[1], ...rest);
}

function toReading(value: unknown): Reading {
  if (typeof value === 'string') return ['string', value];
  if (typeof value === 'number') return ['number', spellNumber(value)];
  if (isLosslessNumber(value)) return ['number', /^-?\d+$/.test(value.value) ? BigInt(value.value).toString() : spellNumber(Number(value.value))];
  if (Array.isArray(value)) return ['array', value.map(toReading)];
  if (typeof value !== 'object' || value === null) return ['literal', String(value)];
  return sortMembers(['object', Object.entries(value).map(([key, member]) => [key, toReading(member)] as const)]);
}

/** An integer by its digits, anything else by the bits of the double. */
function spellNumber(number: number): string {
  if (Number.isInteger(number)) return BigInt(number).toString();
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(number);
  return bytes.toString('hex');
}
