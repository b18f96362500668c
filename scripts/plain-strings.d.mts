import type { Plugin } from 'esbuild';

/** An esbuild plugin that writes each `String.raw` of our sources as the template it stands for. */
export const plainStrings: Plugin;

/** The same TypeScript without `String.raw`. */
export function writePlain(source: string): string;
