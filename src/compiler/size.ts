import type { SizeSource } from './policy-source.ts';

const units: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 1024, MiB: 1024 * 1024 };

/** Reads a size, `8KiB`, `1MiB` or plain bytes, as a number. */
export function readSize(size: SizeSource): number {
  if (typeof size === 'number') return size;
  const [digits = '', unit = ''] = /^([0-9]+)([A-Za-z]*)$/.exec(size)?.slice(1) ?? [];
  return Number(digits) * (units[unit] ?? 1);
}
