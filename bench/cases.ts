import { writeProse, type Style } from './prose.ts';
import { callBody, encodeCall } from './requests.ts';
import { growthLimit, type Budget } from './report/row.ts';

/** One kind of call, as several encoded requests that differ in their text. */
export interface Case {
  readonly name: string;
  readonly requests: readonly Buffer[];
  /** Measured for one agent only: a variant of another case. */
  readonly aloneOnly?: true;
  /** Of the worker's CPU for one agent. */
  readonly budget?: Budget;
  /** How much more that CPU may be with the large policy; set where the text does not drown the look-up. */
  readonly growthLimit?: number;
}

const variants = [11, 12, 13, 14];

/** The calls measured, small to large. */
export function buildCases(): readonly Case[] {
  return [
    { name: '400 B, a path', requests: variants.map((seed) => readCall(400, seed)), budget: { of: 'ratio', limit: 2 }, growthLimit },
    { ...writeCase('1 KB of prose', 1024), growthLimit },
    { ...writeCase('10 KB of prose', 10 * 1024), budget: { of: 'ratio', limit: 4 }, growthLimit },
    { ...writeCase('10 KB, curly quotes', 10 * 1024, 'typographic'), aloneOnly: true },
    { ...writeCase('10 KB, words of SQL', 10 * 1024, 'technical'), aloneOnly: true },
    writeCase('100 KB of prose', 100 * 1024),
    writeCase('1 MB of prose', 1024 * 1024),
  ];
}

/** The calls of the first case by a caller who shows this header. */
export function callsOf(caller: string): readonly Buffer[] {
  return variants.map((seed) => readCall(400, seed, caller));
}

/** A call that carries `length` characters of prose in one argument. */
export function writeCall(length: number, seed: number, style: Style = 'ordinary'): Buffer {
  return encodeCall('write_file', { path: '/srv/data/out/minutes.txt', content: writeProse(length, seed, style) });
}

function writeCase(name: string, length: number, style: Style = 'ordinary'): Case {
  return { name, requests: variants.map((seed) => writeCall(length, seed, style)) };
}

/** A call whose body has `length` bytes, most of them a path. */
function readCall(length: number, seed: number, caller?: string): Buffer {
  const folders = writeProse(length, seed).toLowerCase().replace(/[^a-z]+/g, '/');
  const withPath = (path: string): Readonly<Record<string, unknown>> => ({ path: `/srv/data/${path}.txt`, head: 100 });
  const room = length - callBody('read_text_file', withPath('')).length;
  return encodeCall('read_text_file', withPath(folders.slice(0, room).replace(/\/$/, 'x')), caller);
}
