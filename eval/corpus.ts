import { readFileSync } from 'node:fs';
import { Failure } from '../src/cli/failure.ts';
import { kinds, type Kind } from '../src/core/policy/kind.ts';

/** Classes of attacks a corpus may name. */
export const classes = ['path', 'shell', 'sqli', 'ssrf', 'unicode', 'prompt'] as const;
export type AttackClass = (typeof classes)[number];

/** One labelled string: what a tool argument could hold, and whether it is an attack. */
export interface Sample {
  readonly id: string;
  readonly value: string;
  /** Of an attack: what it is; `none` for what is ordinary work. */
  readonly class: AttackClass | 'none';
  /** The kind of argument it was found in. */
  readonly kind: Kind;
  /** Of an attack: `A` a working form, `B` a test of coverage, a parser trick or a fragment. */
  readonly tier: 'A' | 'B';
  /** Of benign strings: whether an agent's tool call held it. */
  readonly isToolCall: boolean;
}

/** Reads a file of JSON lines: `id`, `value`, `label`, `class`, `argKind` and, of attacks, `tier`; of benign ones, `origin`. */
export function readCorpus(path: string): Sample[] {
  const lines = readLines(path).map((line, index) => ({ line, number: index + 1 }));
  const samples = lines.filter(({ line }) => line.trim() !== '').map(({ line, number }) => readSample(line, `${path}:${number}`));
  if (samples.length === 0) throw new Failure(`${path}: no samples in it`);
  return samples;
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    throw new Failure(`${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readSample(line: string, place: string): Sample {
  const { id, value, label, class: attack, argKind, tier, origin } = parse(line, place);
  if (typeof id !== 'string' || typeof value !== 'string') throw new Failure(`${place}: id and value must be strings`);
  if (label !== 'attack' && label !== 'benign') throw new Failure(`${place}: label must be attack or benign`);
  const kind = oneOf(kinds, argKind, `${place}: argKind`);
  if (label === 'benign') return { id, value, class: 'none', kind, tier: 'A', isToolCall: origin === 'tool-call' };
  return { id, value, class: oneOf(classes, attack, `${place}: class`), kind, tier: tier === 'B' ? 'B' : 'A', isToolCall: false };
}

function parse(line: string, place: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch {
    // Told below, with the place.
  }
  throw new Failure(`${place}: not a JSON object`);
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, what: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Failure(`${what} must be one of ${allowed.join(', ')}`);
  return found;
}
